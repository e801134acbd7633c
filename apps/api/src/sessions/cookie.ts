import cookie from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Api } from '../dependencies.ts';

export const SESSION_COOKIE = 'proofsheet_session';
export const SESSION_DAYS = 30;

/** Cookies are read and set from now on. */
export async function takeCookies(api: Api): Promise<void> {
  await api.register(cookie);
}

/**
 * The key in the session's cookie, where a page of this server asks. Cookies know no ports and come with requests that
 * other pages make: such a one is asked for without a key. Browsers say where a request comes from by `Sec-Fetch-Site`;
 * those before it, and plain HTTP to other hosts than this one, say it by `Origin`, unless nothing is changed.
 */
export function sessionKey(request: FastifyRequest): string | undefined {
  return isOwnPage(request) ? request.cookies[SESSION_COOKIE] : undefined;
}

/** Whether a page of this server asks, or the browser itself for something that changes nothing. */
export function isOwnPage({ headers, method, protocol, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || (site === 'none' && isSafe(method));
  if (headers.origin !== undefined) return headers.origin === `${protocol}://${host}`;
  return isSafe(method);
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Out of reach of scripts; over TLS never sent without it. */
export function setSession(request: FastifyRequest, reply: FastifyReply, key: string, days: number): void {
  reply.setCookie(SESSION_COOKIE, key, { ...attributesOf(request), maxAge: Math.round(days * 24 * 3600) });
}

export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, attributesOf(request));
}

function attributesOf({ protocol }: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' } as const;
}
