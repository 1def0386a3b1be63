#!/bin/sh
# As Plausible's: it starts what it is told, and stays until it is stopped.
echo "Starting with $*"
trap 'exit 0' TERM INT
while :; do
  sleep 1 &
  wait $!
done
