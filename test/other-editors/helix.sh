# Runs beside Helix in a terminal of tmux: opens the compose file of $PLAUSIBLE_MAIL_FOLDER as a user would, types, and prints
# what stands on the screen. The configuration that docs/editors.md shows lies where Helix looks for it.
cd "$PLAUSIBLE_MAIL_FOLDER" || exit 1
trap 'tmux -L helix kill-server 2>/dev/null' EXIT
keys() { tmux -L helix send-keys "$@"; }
type_text() { tmux -L helix send-keys -l -- "$1"; }
screen() { tmux -L helix capture-pane -p; }

# What is on the screen and matches, once it is there.
see() {
  for _ in {1..120}; do
    found=$(screen | grep -oE -- "$2" | head -1)
    if [ -n "$found" ]; then
      echo "$1: $found"
      return
    fi
    sleep 0.5
  done
  echo "failed: $1"
  screen
  tail -5 "$HOME/.cache/helix/helix.log"
  exit 1
}

tmux -L helix -f /dev/null new-session -d -x 180 -y 50 "hx compose.yml"
see opened '● [0-9]'
keys ']' d
see diagnostic "is Plausible's own container.*"
type_text '/SMTP_HOST_PORT'
keys Enter Space k
see hover 'SMTP_HOST_PORT · Plausible.*'
keys Escape
type_text 'geo'
type_text '- SMTP_USER'
see completion 'SMTP_USER_NAME +property'
keys Escape Escape u
type_text ':lsp-workspace-command plausibleMail.testSmtp'
keys Enter
see question 'Set SMTP_HOST_SSL_ENABLED to false.*'
keys Escape
type_text '/true'
keys Enter Space a
see action 'Set SMTP_HOST_SSL_ENABLED to false'
keys Enter
see applied 'SMTP_HOST_SSL_ENABLED=false'
