import { z } from 'zod';

/** Query of every list: at most 200 items, `cursor` from the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Items a page'),
  cursor: z.string().max(500).optional().describe('nextCursor of the page before'),
  sort: z.string().max(60).optional().describe('Field to sort by, - first for descending'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of `item`s; `nextCursor` is null on the last one. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- zod's inferred object type is the point
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
