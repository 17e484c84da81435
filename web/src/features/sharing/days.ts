/** Days as a date field writes them (`2026-03-01`), in the zone of the person. */

export function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The last minute of a day; undefined for what is no day. Ends are told in seconds from now, so a moment before midnight
 * could become the next day on its way.
 */
export function endOfDay(day: string): Date | undefined {
  const parts = /^(\d{4,6})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return undefined;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const end = new Date(year, month - 1, date, 23, 59, 0);
  return end.getMonth() === month - 1 && end.getDate() === date ? end : undefined;
}
