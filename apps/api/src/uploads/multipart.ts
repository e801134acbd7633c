import { Fault } from '@proofsheet/domain';
import { type Disposition, parsePartHead } from './part-head.ts';

/** How much of a form is read. */
export interface FormLimits {
  readonly files: number;
  readonly fields: number;
  readonly fieldSize: number;
}

/** A part of a form. What is wrong with its names is up to who takes it: it knows which field to name. */
export interface FormPart extends Disposition {
  /** Its bytes as they come. Whoever leaves some unread gets the next part all the same. */
  readonly chunks: AsyncGenerator<Buffer, void>;
}

/** Of all headers of one part together. */
const HEAD_BYTES = 16_384;
/** Before the first boundary, and after the last. */
const MARGIN_BYTES = 65_536;
const LINE = Buffer.from('\r\n');
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * The parts of a multipart body in their order, as RFC 2046 and RFC 7578 have it. Every byte between the first boundary
 * and the last belongs to a part that is handed out: what cannot be read is a Fault, and nothing is skipped.
 */
export async function* readMultipart(
  chunks: AsyncGenerator<Buffer, void>,
  boundary: string,
): AsyncGenerator<FormPart, void> {
  try {
    const body = openBody(chunks);
    const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
    // The first boundary needs no line before it.
    body.putBack(LINE);
    if ((await body.takeUntil(delimiter, MARGIN_BYTES)) === undefined)
      throw broken('it does not begin with its boundary');
    for (let index = 0; ; index += 1) {
      const next = await body.take(2);
      if (next.toString('latin1') === '--') break;
      body.putBack(next);
      const head = await body.takeUntil(END_OF_HEAD, HEAD_BYTES);
      if (head === undefined) throw broken(`the headers of part ${index + 1} are too large`);
      const content = body.until(delimiter);
      yield { ...parsePartHead(head, index, delimiter), chunks: content };
      if (!body.isPast(content)) await drain(body.until(delimiter));
    }
    // The epilogue. One without an end is not waited for.
    await collect(chunks, MARGIN_BYTES);
  } finally {
    await chunks.return();
  }
}

/** The bytes of a part, unless there are more than so many. */
export async function collect(chunks: AsyncGenerator<Buffer, void>, most: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of chunks) {
    bytes += piece.length;
    if (bytes > most) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function broken(how: string): Fault {
  return new Fault('malformed_request', `The multipart form cannot be read: ${how}.`);
}

async function drain(chunks: AsyncGenerator<Buffer, void>): Promise<void> {
  for await (const _ of chunks);
}

/** A body of which no more is held than one chunk and what the marks need. */
function openBody(chunks: AsyncGenerator<Buffer, void>) {
  let held: Buffer = Buffer.alloc(0);
  const past = new WeakSet<object>();

  async function fill(): Promise<void> {
    const { value, done } = await chunks.next();
    if (done) throw broken('it ends before its last boundary');
    held = held.length === 0 ? value : Buffer.concat([held, value]);
  }

  async function* pieces(mark: Buffer, done: () => void): AsyncGenerator<Buffer, void> {
    for (;;) {
      const at = held.indexOf(mark);
      const end = at === -1 ? Math.max(0, held.length - mark.length + 1) : at;
      const piece = held.subarray(0, end);
      held = held.subarray(at === -1 ? end : at + mark.length);
      if (at !== -1) done();
      if (piece.length > 0) yield piece;
      if (at !== -1) return;
      await fill();
    }
  }

  /** Everything before the mark, which is taken too. */
  function until(mark: Buffer): AsyncGenerator<Buffer, void> {
    const generator = pieces(mark, () => past.add(generator));
    return generator;
  }

  return {
    until,
    /** Whether the mark is taken. */
    isPast: (generator: AsyncGenerator<Buffer, void>) => past.has(generator),
    takeUntil: (mark: Buffer, most: number) => collect(until(mark), most),
    async take(bytes: number): Promise<Buffer> {
      while (held.length < bytes) await fill();
      const taken = held.subarray(0, bytes);
      held = held.subarray(bytes);
      return taken;
    },
    putBack(bytes: Buffer) {
      held = Buffer.concat([bytes, held]);
    },
  };
}
