import { Fault } from '@proofsheet/domain';

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The server refuses connections.',
  ECONNRESET: 'The server broke the connection off.',
  EPIPE: 'The server broke the connection off.',
  UND_ERR_SOCKET: 'The server broke the connection off.',
  EHOSTUNREACH: 'The server cannot be reached.',
  ENETUNREACH: 'The server cannot be reached.',
  ERR_STREAM_PREMATURE_CLOSE: 'The server broke the connection off.',
  UND_ERR_HEADERS_OVERFLOW: 'The headers of the answer are too large.',
};

/** An error below HTTP, in words that may be shown: none names an address of this network. */
export function failureOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const code = codeOf(thrown);
  if (code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT')) return timedOut(thrown);
  return new Fault('url_unreachable', WORDS[code] ?? wordsOf(code), { cause: thrown });
}

export function timedOut(cause?: unknown): Fault {
  return new Fault('url_timeout', 'The server took too long.', { cause });
}

function wordsOf(code: string): string {
  if (/^(Z_|ERR_(_|BR))/.test(code)) return 'The server sends the file compressed, and damaged.';
  if (code === 'HPE') return 'The server does not answer in HTTP.';
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code))
    return 'The certificate or the encryption of the server is not valid.';
  return 'The server cannot be reached.';
}

function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  if (thrown.name === 'HTTPParserError') return 'HPE';
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
