import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { expect, test } from 'vitest';
import { openApiDocument } from '../src/openapi/export-document.ts';

const document = await openApiDocument();

test('Spectral finds nothing in the document', async () => {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[oas, 'recommended']] } as never);
  const found = await linter.run(document as Record<string, unknown>);
  expect(found.map(({ code, path, message }) => [code, path.join('.'), message])).toEqual([]);
});

test('Redocly finds nothing in the document', async () => {
  const config = await createConfig({ extends: ['recommended'] });
  const found = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  expect(found.map(({ ruleId, message, location }) => [ruleId, location[0]?.pointer, message])).toEqual([]);
});

test('every operation has an example of what it takes and of every answer', async () => {
  const { paths } = document as {
    paths: Record<string, Record<string, { requestBody?: Body; responses: Record<string, Body> }>>;
  };
  interface Body {
    content?: Record<string, { example?: unknown; examples?: unknown }>;
  }
  const bare = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody, responses }]) =>
      Object.entries({ ...responses, request: requestBody ?? {} }).flatMap(([part, { content = {} }]) =>
        Object.entries(content)
          .filter(
            ([type, { example, examples }]) =>
              !type.startsWith('image/') && example === undefined && examples === undefined,
          )
          .map(([type]) => `${method} ${path} ${part} ${type}`),
      ),
    ),
  );
  expect(bare).toEqual([]);
});
