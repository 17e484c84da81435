const conditions = new Set([
  'name',
  'type',
  'category',
  'size_gte',
  'size_lte',
  'created_gte',
  'created_lte',
  'updated_gte',
  'updated_lte',
]);

/** Whether the query of a URI makes a listing a search (file.md 2.2). */
export function hasConditions(search: string): boolean {
  if (search === '') return false;
  for (const [key, value] of new URLSearchParams(search)) {
    if (key === 'category' && value === '') continue;
    if (conditions.has(key) || key.startsWith('meta_') || key.startsWith('exact_meta_')) return true;
  }
  return false;
}
