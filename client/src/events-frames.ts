/** Frames of server-sent events. */

export interface Frame {
  readonly event: string;
  /** Lines of data, joined. */
  readonly data: string;
}

/** More than this without an end of a frame is no stream of events. */
const longestFrame = 4 * 2 ** 20;

/** One frame, without the empty line that ends it; undefined for a comment. */
function frameOf(text: string): Frame | undefined {
  let event = '';
  const data: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^(event|data)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }
  return event === '' && data.length === 0 ? undefined : { event, data: data.join('\n') };
}

/** The frames of a whole text. */
export function framesOf(text: string): Frame[] {
  return text.split(/\r\n\r\n|\n\n|\r\r/).flatMap((each) => frameOf(each) ?? []);
}

/** The frames of a stream, as they come; what is cut off at its end is no frame. */
export async function* framesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      if (text.length > longestFrame) throw new RangeError('A frame of the stream does not end.');
      for (let end = /\r\n\r\n|\n\n|\r\r/.exec(text); end; end = /\r\n\r\n|\n\n|\r\r/.exec(text)) {
        const frame = frameOf(text.slice(0, end.index));
        text = text.slice(end.index + end[0].length);
        if (frame) yield frame;
      }
    }
  } finally {
    reader.releaseLock();
  }
}
