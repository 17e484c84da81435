/** As many places as a browser goes back to: of the rest nobody comes back to, and a selection can be of 100,000 files. */
const mostPlaces = 50;

/** Remembers something of a place of the history; of the places that were left longest ago it is forgotten. */
export function remember<Value>(places: Map<string, Value>, place: string, value: Value): void {
  places.delete(place);
  places.set(place, value);
  const [oldest] = places.keys();
  if (places.size > mostPlaces && oldest !== undefined) places.delete(oldest);
}
