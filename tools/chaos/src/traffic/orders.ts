import { type Random, randomFrom } from '../random.ts';

/** What one user orders, and how the user behaves meanwhile. */
export interface Order {
  /** Stored in the metadata, so that a row can be told even when its answer was lost. */
  readonly ticket: string;
  /** The body of the request, without its assets. */
  readonly request: OrderedPictures;
  /** A new image, one that the user's orders share, one that no decoder can finish, or none. */
  readonly photo: 'fresh' | 'known' | 'broken' | 'none';
  /** Sent with an Idempotency-Key, and again with the same one until there is an answer. */
  readonly keyed: boolean;
  /** Sent twice at the same moment. Only with a key. */
  readonly twin: boolean;
  /** Sent once more, this many milliseconds after its answer. Only with a key. */
  readonly replayAfter: number | undefined;
  /** Cancelled this many milliseconds after its answer. */
  readonly cancelAfter: number | undefined;
  /** One of its formats has no room for its words: it is COMPLETED without it, also after a retry. */
  readonly lacking: boolean;
  /** Retried when it has ended; only what lacks a picture or has a broken image can be. */
  readonly retry: 'once' | 'and cancelled' | undefined;
}

interface OrderedPictures {
  readonly kind: 'THUMBNAIL' | 'AD';
  readonly copy: { readonly headline: string; readonly button?: string };
  readonly onOutputError?: 'skip';
  readonly formats: readonly { readonly width: number; readonly height: number }[];
  readonly variants: number;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly seed: number;
  readonly metadata: { readonly ticket: string };
}

/** Streams 0 to 9 of a seed are the schedule's. */
const FIRST_STREAM = 10;

/** All orders of one user, without end: the same for the same seed. */
export function* ordersOf(seed: number, user: number): Generator<Order, never> {
  const random = randomFrom(seed, FIRST_STREAM + user);
  for (let number = 1; ; number++) yield orderOf(random, `${user}-${number}`);
}

function orderOf(random: Random, ticket: string): Order {
  const keyed = random.chance(0.6);
  const request = picturesOf(random, ticket);
  const lacking = random.chance(0.12);
  const photo = photoOf(random);
  const cancelAfter = random.chance(0.1) ? random.int(0, 1_500) : undefined;
  const retried = cancelAfter === undefined && (lacking || photo === 'broken') && random.chance(0.8);
  return {
    ticket,
    request: lacking ? { ...request, ...LACKING } : request,
    photo,
    keyed,
    twin: keyed && random.chance(0.15),
    replayAfter: keyed && random.chance(0.25) ? random.int(200, 6_000) : undefined,
    cancelAfter,
    lacking,
    retry: retried ? (lacking && photo !== 'broken' && random.chance(0.5) ? 'and cancelled' : 'once') : undefined,
  };
}

/** No template has room for so long a word in the narrower picture. */
const LACKING = {
  kind: 'AD',
  copy: { headline: 'Unmissverständlicherweise' },
  formats: [
    { width: 240, height: 240 },
    { width: 160, height: 600 },
  ],
  onOutputError: 'skip',
} as const;

function photoOf(random: Random): Order['photo'] {
  const draw = random.between(0, 1);
  if (draw < 0.04) return 'broken';
  if (draw < 0.14) return 'fresh';
  return draw < 0.5 ? 'known' : 'none';
}

const HEADLINES = ['Golden **hour**', 'Big sale', 'Hear every **detail**', 'My best day', 'New in', 'Slow **food**'];
/** Small, so that a run makes many pictures; in shapes of several aspect classes. */
const SIZES: Record<OrderedPictures['kind'], OrderedPictures['formats']> = {
  THUMBNAIL: [
    { width: 320, height: 180 },
    { width: 256, height: 144 },
    { width: 192, height: 108 },
  ],
  AD: [
    { width: 300, height: 250 },
    { width: 240, height: 240 },
    { width: 160, height: 284 },
    { width: 320, height: 168 },
  ],
};

function picturesOf(random: Random, ticket: string): OrderedPictures {
  const kind = random.chance(0.6) ? 'THUMBNAIL' : 'AD';
  return {
    kind,
    copy: { headline: random.pick(HEADLINES), ...(kind === 'AD' ? { button: 'Shop now' } : {}) },
    formats: random.shuffled(SIZES[kind]).slice(0, random.int(1, 2)),
    variants: random.int(1, 3),
    mediaType: random.pick(['image/jpeg', 'image/jpeg', 'image/png', 'image/webp']),
    seed: random.int(0, 1_000_000),
    metadata: { ticket },
  };
}
