import { l10n, window } from "vscode";
import { inOneLine } from "./in-words.js";

/** Something that can be done about what a notification tells. */
export interface Offer {
  /** The text of a button: at most twenty characters. */
  readonly button: string;
  /** What exactly it does, where it stands in a list. */
  readonly title: string;
  readonly run: () => Thenable<unknown>;
}

/** One of the `show…Message` functions of `window`. */
export type ShowMessage = (text: string, ...buttons: string[]) => Thenable<string | undefined>;

/**
 * Tells something, and does what is chosen of it. A notification has at most two buttons, so that it stays one line of them:
 * of more offers it shows the first, and all of them in a list.
 */
export async function tellWithOffers(show: ShowMessage, said: string, offers: readonly Offer[]): Promise<void> {
  const text = inOneLine(said);
  const [first] = offers;
  const more = l10n.t("More…");
  const buttons = offers.length > 2 && first !== undefined ? [first.button, more] : offers.map(({ button }) => button);
  const pressed = await show(text, ...buttons);
  if (pressed === undefined) return;
  const chosen = pressed === more ? await pickOffer(text, offers) : offers.find(({ button }) => button === pressed);
  await chosen?.run();
}

async function pickOffer(text: string, offers: readonly Offer[]): Promise<Offer | undefined> {
  const items = offers.map((offer) => ({ label: offer.title, offer }));
  return (await window.showQuickPick(items, { placeHolder: text }))?.offer;
}

/** An offer whose button says all. */
export function offerTo(button: string, run: Offer["run"]): Offer {
  return { button, title: button, run };
}

/** An offer to make an edit; the button is as long as every button, the list says what the edit is. */
export function offerFix(title: string, run: Offer["run"]): Offer {
  return { button: l10n.t("Apply Fix"), title, run };
}
