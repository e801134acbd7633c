import type { FastifyHelmetOptions } from '@fastify/helmet';
import scalar from '@scalar/fastify-api-reference';
import type { Api } from '../dependencies.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Options of helmet for one route. */
    helmet?: FastifyHelmetOptions;
  }
}

/** Everything comes from this server: the page may load nothing from elsewhere, and call no other server. */
const POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'", "'unsafe-inline'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The API reference at `/docs`, the document itself at `/docs/openapi.json`. */
export async function serveReference(scope: Api): Promise<void> {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, helmet: { contentSecurityPolicy: POLICY } };
  });
  await scope.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      pageTitle: 'Proofsheet API',
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
    },
  });
}
