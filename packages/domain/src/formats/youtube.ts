import { type FormatEntry, MB } from './entry.ts';

/** The platform writes the video's length into the lower right corner: from x 1024, y 612 on at 1280x720. */
const thumbnail = (width: number, height: number) => ({
  kind: 'THUMBNAIL' as const,
  width,
  height,
  maxBytes: 2 * MB,
  reserved: [{ x: 1024 / 1280, y: 612 / 720, width: 256 / 1280, height: 108 / 720 }],
  source: 'https://support.google.com/youtube/answer/72431',
});

export const YOUTUBE = {
  'youtube-thumbnail': thumbnail(1280, 720),
  'youtube-thumbnail-hd': thumbnail(1920, 1080),
  'youtube-thumbnail-4k': thumbnail(3840, 2160),
} as const satisfies Record<string, FormatEntry>;
