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
export function shownInTerminal(bytes: Uint8Array, mediaType: string, { env, terminal }: Terminal): string {
  // A multiplexer between does not pass them on.
  if (!terminal || env.TMUX || env.STY) return '';
  const data = Buffer.from(bytes).toString('base64');
  if (INLINE.includes(env.TERM_PROGRAM ?? ''))
    return `\x1b]1337;File=inline=1;size=${bytes.length};height=12:${data}\x07\n`;
  const kitty = env.TERM === 'xterm-kitty' || env.TERM_PROGRAM === 'ghostty';
  return kitty && mediaType === 'image/png' ? `${kittyEscapes(data)}\n` : '';
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
