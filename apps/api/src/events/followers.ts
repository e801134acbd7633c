import type { KeyNews, Position, UserId } from '@proofsheet/database';

/** Whose key asks, and what it follows: one generation, or all that is the user's. */
export interface Following {
  readonly userId: UserId;
  readonly keyId: string;
  readonly generationId?: string | undefined;
}

/** A request that waits for something to happen. It holds no connection to the database, and sends no query by itself. */
export interface Follower {
  /** Another number whenever something may have happened. Take it before you read rows: what comes later is news. */
  readonly news: number;
  /** The client is gone, the key is not good any more, or this process stops: nothing follows. */
  readonly over: boolean;
  /** Waits for news since then, for so long at most. */
  until(since: number, milliseconds: number): Promise<'news' | 'silence' | 'over'>;
  leave(): void;
}

interface Topic {
  news: number;
  readonly members: Set<Member>;
}

interface Member {
  readonly topic: Topic;
  wake(why: 'news' | 'over'): void;
}

interface FollowedKey {
  readonly userId: UserId;
  readonly members: Set<Member>;
  /** How far the user's events had come when the key was last looked at. */
  position?: Position;
}

/** Who waits in this process, by topic and by key. */
export function openFollowers() {
  const topics = new Map<string, Topic>();
  const keys = new Map<string, FollowedKey>();
  // One for all topics: one that is opened again never repeats a number.
  let counter = 0;

  function follow({ userId, keyId, generationId }: Following): Follower {
    const name = generationId === undefined ? ofUser(userId) : ofGeneration(generationId);
    const topic = getOrMake(topics, name, () => ({ news: ++counter, members: new Set<Member>() }));
    const key = getOrMake(keys, keyId, () => ({ userId, members: new Set<Member>() }));
    let over = false;
    let settle: ((why: 'news' | 'silence' | 'over') => void) | undefined;
    const member: Member = {
      topic,
      wake(why) {
        if (why === 'over') leave();
        else settle?.(why);
      },
    };
    topic.members.add(member);
    key.members.add(member);

    function leave(): void {
      if (over) return;
      over = true;
      settle?.('over');
      topic.members.delete(member);
      key.members.delete(member);
      if (topic.members.size === 0) topics.delete(name);
      if (key.members.size === 0) keys.delete(keyId);
    }

    return {
      get news() {
        return topic.news;
      },
      get over() {
        return over;
      },
      until(since, milliseconds) {
        if (over) return Promise.resolve('over');
        if (topic.news !== since) return Promise.resolve('news');
        return new Promise((resolve) => {
          const timer = setTimeout(() => settle?.('silence'), milliseconds);
          settle = (why) => {
            clearTimeout(timer);
            settle = undefined;
            resolve(why);
          };
        });
      },
      leave,
    };
  }

  function tell(topic: Topic | undefined): void {
    if (topic === undefined) return;
    topic.news = ++counter;
    for (const member of topic.members) member.wake('news');
  }

  return {
    follow,
    /** What a notification says: of which generation, or `-`, and whose it is. */
    heard(message: string): void {
      const space = message.indexOf(' ');
      tell(topics.get(ofGeneration(message.slice(0, space))));
      tell(topics.get(ofUser(message.slice(space + 1))));
    },
    count: (): number => [...topics.values()].reduce((sum, { members }) => sum + members.size, 0),
    followedKeys: (): string[] => [...keys.keys()],
    /** Wakes those whose user's events have gone on, and ends those whose keys are not among the good ones. */
    looked(asked: readonly string[], good: readonly KeyNews[]): void {
      const news = new Map(good.map((key) => [key.id, key.position]));
      for (const id of asked) {
        const key = keys.get(id);
        if (key === undefined) continue;
        const position = news.get(id);
        if (position === undefined) for (const member of key.members) member.wake('over');
        else if (position !== key.position) {
          key.position = position;
          for (const topic of new Set([...key.members].map((member) => member.topic))) tell(topic);
        }
      }
    },
    endAll(): void {
      for (const { members } of keys.values()) for (const member of members) member.wake('over');
    },
  };
}

const ofUser = (userId: UserId) => `user ${userId}`;
const ofGeneration = (id: string) => `generation ${id}`;

function getOrMake<Value>(map: Map<string, Value>, name: string, make: () => Value): Value {
  const known = map.get(name);
  if (known !== undefined) return known;
  const made = make();
  map.set(name, made);
  return made;
}
