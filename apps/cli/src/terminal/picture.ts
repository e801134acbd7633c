export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** Whether somebody looks at the output. */
  readonly terminal: boolean;
}

/** Those with the inline images of iTerm2, https://iterm2.com/documentation-images.html. */
const INLINE = ['iTerm.app', 'WezTerm', 'mintty', 'rio'];
/** What one escape of the graphics protocol of kitty may carry. */
const KITTY_CHUNK = 4096;

/** What a terminal shows as the picture itself; nothing where it cannot. */
export async function shownInTerminal(bytes: Uint8Array, terminal: Terminal): Promise<string> {
  if (!showsPictures(terminal)) return '';
  if (!isInline(terminal)) return `${kittyEscapes((await asPng(bytes)).toString('base64'))}\n`;
  const data = Buffer.from(bytes).toString('base64');
  return `\x1b]1337;File=inline=1;size=${bytes.length};height=12:${data}\x07\n`;
}

/** Whether a terminal shows pictures: what it would not show need not be fetched. */
export function showsPictures(terminal: Terminal): boolean {
  const { env } = terminal;
  // A multiplexer between does not pass them on.
  if (!terminal.terminal || env.TMUX || env.STY) return false;
  return isInline(terminal) || env.TERM === 'xterm-kitty' || env.TERM_PROGRAM === 'ghostty';
}

/** The protocol of kitty carries no other files. */
async function asPng(bytes: Uint8Array): Promise<Buffer> {
  // Loaded here alone: most terminals never need it.
  const { default: sharp } = await import('sharp');
  return sharp(bytes).png().toBuffer();
}

function isInline({ env }: Terminal): boolean {
  return INLINE.includes(env.TERM_PROGRAM ?? '');
}

function kittyEscapes(data: string): string {
  const chunks = data.match(new RegExp(`.{1,${KITTY_CHUNK}}`, 'g')) ?? [];
  return chunks
    .map((chunk, at) => {
      const more = at < chunks.length - 1 ? 1 : 0;
      return `\x1b_G${at === 0 ? 'a=T,f=100,r=12,' : ''}m=${more};${chunk}\x1b\\`;
    })
    .join('');
}
