const units = ["b", "k", "m", "g", "t", "p"];

/** The bytes of a size that Compose takes (`64m`, `1.5 GiB`, `1024`); 0 for anything else, also for a broken number without a unit. */
export function sizeOf(text: string): number {
  const [, number, unit = "b"] = /^([\d.]+) ?(?:([bkmgtp])(?:b|ib)?)?$/i.exec(text) ?? [];
  if (unit === "b" && !/^\d+ ?b?$/i.test(text)) return 0;
  return number === undefined ? 0 : Math.trunc(Number(number) * 1024 ** units.indexOf(unit.toLowerCase()));
}
