import type { $ZodRawIssue } from 'zod/v4/core';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id, such as 0199c0de-7a11-7000-8000-000000000001',
  url: 'must be a URL',
  datetime: 'must be a time, such as 2026-01-31T12:00:00Z',
};

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };

/** What is wrong with a field, as its name may be followed by. Undefined leaves the words to the schema. */
export function wordsFor(issue: $ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'too_big':
      // What JSON cannot even name; the field's own limit is told for all below it.
      if (issue.maximum === Number.MAX_SAFE_INTEGER) return 'is too large';
      return bound(issue.origin, 'at most', issue.maximum);
    case 'too_small':
      return bound(issue.origin, 'at least', issue.minimum);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'is not written as it should be';
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${choiceOf(issue.values)}`;
    case 'unrecognized_keys':
      return 'is not known here';
    case 'invalid_key':
      return 'has a name that is not taken';
    case 'invalid_union':
      // One value or a list of them: what is wrong with what was given.
      return (Array.isArray(issue.input) ? issue.errors.at(-1) : issue.errors[0])?.[0]?.message;
    default:
      return undefined;
  }
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${relation} ${limit}`;
  const plural = unit === 'entry' ? 'entries' : `${unit}s`;
  return `${relation === 'at most' ? 'may' : 'must'} have ${relation} ${limit} ${limit === 1 ? unit : plural}`;
}

function choiceOf(values: readonly unknown[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}
