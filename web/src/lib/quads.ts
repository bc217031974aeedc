/** The four quad classes in the order of charts, from peace to war. */
export const QUADS = ["material cooperation", "verbal cooperation", "verbal conflict", "material conflict"] as const;
export type Quad = (typeof QUADS)[number];
