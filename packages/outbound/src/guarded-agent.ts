import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { mayConnect, type Network } from './networks.ts';
import { nameNotFound, type Resolve } from './resolve.ts';
import { literalOf, notPublic } from './target.ts';

const CONNECT_MS = 10_000;
/** Node's own 250 ms give up on servers that are merely far away. */
const ADDRESS_MS = 3000;

/**
 * An Agent that connects to allowed addresses only. Each connection is checked three times: the literal address, which no
 * lookup ever sees; every address that the name has, of which only allowed ones are tried; and the one that was reached.
 * A name is looked up once for each connection, and each connection serves one request, so an answer that changes between
 * a check and its use changes nothing.
 */
export function guardedAgent(allowed: readonly Network[], resolve: Resolve): Agent {
  const connect = buildConnector({
    allowH2: false,
    timeout: CONNECT_MS,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_MS,
    lookup: guardedLookup(allowed, resolve),
  });
  return new Agent({
    pipelining: 0,
    connect: (options, done) => {
      const literal = literalOf(options.hostname);
      if (literal !== undefined && !mayConnect(literal, allowed)) return done(notPublic(), null);
      connect(options, (error, socket) => {
        if (error) return done(error, null);
        if (mayConnect(socket.remoteAddress ?? '', allowed)) return done(null, socket);
        socket.destroy();
        done(notPublic(), null);
      });
    },
  });
}

function guardedLookup(allowed: readonly Network[], resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname).then(
      (all) => {
        if (all.length === 0) return done(nameNotFound(), '');
        const addresses = all.filter((address) => mayConnect(address, allowed));
        const [first] = addresses;
        if (first === undefined) return done(notPublic(), '');
        if (!options.all) return done(null, first, isIP(first));
        done(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        );
      },
      (error) => done(error, ''),
    );
  };
}
