/** What cameras call every picture that they hand over, or by a number that nobody can read. */
const says = /^(?:image|photo|picture|captured ?image|\d*)(?:[ _-]?\d+)?$/i;

/**
 * The name of a picture that was just taken: its own where the camera gave it one, else the time, as cameras write it
 * on their cards (`IMG_20260314_073000.jpg`).
 */
export function photoName(given: string, taken: Date): string {
  const dot = given.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [given.slice(0, dot), given.slice(dot + 1).toLowerCase()] : [given, 'jpg'];
  if (!says.test(stem)) return given;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${taken.getFullYear()}${two(taken.getMonth() + 1)}${two(taken.getDate())}`;
  const time = `${two(taken.getHours())}${two(taken.getMinutes())}${two(taken.getSeconds())}`;
  return `IMG_${day}_${time}.${ending === 'jpeg' ? 'jpg' : ending}`;
}
