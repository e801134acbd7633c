import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';
import { type Answer, decode, encode } from 'dns-packet';

export interface NameServer {
  readonly address: string;
  /** Names that were asked for their IPv4 addresses, in the order of the questions. */
  readonly asked: string[];
  close(): void;
}

/** A name server on a free port. `answers` says what a name has at its n-th question, or that nothing is ever answered. */
export async function startNameServer(
  answers: (name: string, question: number) => readonly string[] | 'silence',
): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => {
    const packet = decode(message);
    const [question] = packet.questions ?? [];
    if (!question) return;
    const { name, type } = question;
    if (type === 'A') asked.push(name);
    const found = answers(name, asked.filter((one) => one === name).length);
    if (found === 'silence') return;
    const records = found
      .filter((one) => (type === 'A') === isIPv4(one))
      .map((data): Answer => ({ type: type === 'A' ? 'A' : 'AAAA', name, ttl: 0, data }));
    socket.send(
      encode({ type: 'response', id: packet.id ?? 0, questions: [question], answers: records }),
      port,
      address,
    );
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}
