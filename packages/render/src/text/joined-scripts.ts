import { JOINED_SCRIPTS } from './joined-scripts.generated.ts';

const JOINED = new RegExp(`[${JOINED_SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]`, 'u');

/** Whether letter spacing would tear the text's letters apart: they join, or are built up in clusters. */
export function isJoined(text: string): boolean {
  return JOINED.test(text);
}
