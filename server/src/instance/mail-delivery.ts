import { deliveryOf } from "../plausible/mailer/delivery.js";
import { mailerOf } from "../plausible/mailer/mailer.js";
import type { Delivery } from "../plausible/mailer/model.js";
import { containerOf } from "./build-instance.js";
import type { PlausibleInstance } from "./plausible-instance.js";

/**
 * What the adapter would do with a mail if nothing beside mail stopped the boot, and if bare names that nothing here sets
 * were set. A service's own `delivery` is not known while `SECRET_KEY_BASE` or the password is not, which are hardly ever
 * in sight.
 */
export function mailDelivery({ project, service, choice: { release } }: PlausibleInstance): Delivery | null {
  return deliveryOf(mailerOf(release, containerOf(project, service), { mailOnly: true, unknownIsSet: true }));
}
