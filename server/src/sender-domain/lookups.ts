/** What the DNS says; `failed`: it could not be asked, or did not answer. */
export type Looked<T> =
  | { readonly kind: "found"; readonly records: readonly T[] }
  | { readonly kind: "none" }
  | { readonly kind: "failed" };

/** Whoever asks the DNS. */
export interface Lookups {
  /** The texts at a name, the pieces of each joined. */
  texts(name: string): Promise<Looked<string>>;
  /** The mail servers of a domain; an empty name means that it takes no mail. */
  exchanges(name: string): Promise<Looked<string>>;
}
