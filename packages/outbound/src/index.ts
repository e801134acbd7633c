export { type Outbound, openOutbound } from './client.ts';
export { outboundSlice } from './config.ts';
export { type Download, type DownloadLimits, textOf } from './download.ts';
export { ANYWHERE } from './networks.ts';
export type { OutboundAnswer, OutboundRequest } from './send.ts';
