/** One message of a stream of events; `data` is undefined where it only moves the place. */
export interface Message {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: string | undefined;
}

/** A line longer than this is no event of ours. */
const LONGEST = 4_000_000;

export interface Parser {
  /** The messages that are whole with this piece. */
  push(text: string): Message[];
  /** How soon the server wants to be asked again, in milliseconds. */
  readonly retryMs: number | undefined;
}

/** Reads `text/event-stream`, as the HTML standard has it, however it is cut into pieces. */
export function eventParser(): Parser {
  let rest = '';
  let afterReturn = false;
  let first = true;
  let retryMs: number | undefined;
  let fields = emptyFields();

  function take(line: string, messages: Message[]): void {
    if (line === '') {
      const { id, type, data } = fields;
      if (data.length > 0 || id !== undefined)
        messages.push({ id, type: type || 'message', data: data.length > 0 ? data.join('\n') : undefined });
      fields = emptyFields();
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data.push(value);
    else if (name === 'event') fields.type = value;
    else if (name === 'id' && !value.includes('\0')) fields.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
  }

  return {
    push(text) {
      const messages: Message[] = [];
      let piece = first ? text.replace(/^\uFEFF/, '') : text;
      if (text !== '') first = false;
      // A line feed after the carriage return that ended the piece before belongs to it.
      if (afterReturn && piece.startsWith('\n')) piece = piece.slice(1);
      if (text !== '') afterReturn = false;
      rest += piece;
      if (rest.endsWith('\r')) afterReturn = true;
      const lines = rest.split(/\r\n|\r|\n/);
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST) throw new Error('The stream of events has a line without an end.');
      for (const line of lines) take(line, messages);
      return messages;
    },
    get retryMs() {
      return retryMs;
    },
  };
}

function emptyFields(): { id: string | undefined; type: string; data: string[] } {
  return { id: undefined, type: '', data: [] };
}
