/** Texts that are kept decoded. */
const mostKept = 1_000;

/** Remembers what texts decode to; for those that come again with every request. */
export function decodedOnce<Value>(decode: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = decode(text);
      if (known.size >= mostKept) known.clear();
      known.set(text, value);
    }
    return value;
  };
}
