import { ERROR_CODES, ERROR_HELP, type ErrorCode, Fault } from '@proofsheet/domain';
import type { Api } from '../dependencies.ts';

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font:600 1rem ui-monospace,monospace;margin:0}section{padding:1rem 0;border-top:1px solid #8884}
section:target{background:#ffd54a33;outline:.5rem solid #ffd54a33}p{margin:.25rem 0}small{opacity:.75}
code{font-family:ui-monospace,monospace;font-size:.9em}`;

const POLICY = { useDefaults: false as const, directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"] } };

/** Where the `type` of every problem leads: no key is needed, and nothing is loaded from elsewhere. */
export function serveErrors(scope: Api): void {
  const page = pageOf(ERROR_CODES);
  scope.route({
    method: 'GET',
    url: '/errors',
    config: { helmet: { contentSecurityPolicy: POLICY } },
    schema: { hide: true },
    handler: (_request, reply) => reply.type('text/html; charset=utf-8').send(page),
  });
}

function pageOf(codes: readonly ErrorCode[]): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Errors of Proofsheet</title><style>${STYLE}</style><h1>Errors</h1>
<p>Branch on the code, which is stable. What may succeed later is sent again unchanged, after <code>Retry-After</code>.</p>
${codes.map(sectionOf).join('\n')}</html>`;
}

function sectionOf(code: ErrorCode): string {
  const { status, title, retryable } = new Fault(code, '');
  const { meaning, remedy } = ERROR_HELP[code];
  const again = retryable ? 'may succeed later' : 'fails the same way again';
  return `<section id="${code}"><h2>${code}</h2><small>${status}, ${title}; ${again}</small><p>${marked(meaning)}</p><p>${marked(remedy)}</p></section>`;
}

/** What is between backquotes is code. */
function marked(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return escaped.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
