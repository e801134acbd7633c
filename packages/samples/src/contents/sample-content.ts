import type { Copy } from '@proofsheet/domain';

/** Words and pictures to try a template with. */
export interface SampleContent {
  readonly name: string;
  readonly copy: Copy;
  /** A headline that begins with a number, for templates that set one. */
  readonly list: string;
  /** Words for slots that only some templates have. */
  readonly more: {
    readonly points: string[];
    readonly labels: string[];
    readonly author: string;
    /** Used where the copy has no price. */
    readonly price?: string;
  };
  /** Names of sample images; the first set that the template can show is used. */
  readonly scenes: readonly (readonly string[])[];
}

type More = SampleContent['more'];

// Words that thumbnails and ads show alike.

export const LONG: More = {
  points: [
    'Two winters and a stove that I could not light',
    'Neighbours who wave, and then never come by',
    'A road that is closed from November to April',
    'Silence, which is louder than any street I knew',
  ],
  labels: ['The year I moved there', 'Two winters later'],
  author: 'Maximiliane Mara Lindqvist-Oppenheimer, sound engineer',
};

export const ARABIC: More = {
  points: ['بلا هاتف', 'بلا موسيقى', 'بلا ثرثرة'],
  labels: ['قبل', 'بعد'],
  author: 'مارا ليندكفيست، مهندسة صوت',
};

export const JAPANESE: More = {
  points: ['電話なし', '音楽なし', '雑談なし'],
  labels: ['以前', '今'],
  author: 'マーラ・リンドクヴィスト（音響技師）',
};

export const GERMAN: More = {
  points: ['Kein Straßenlärm', 'Geräuschunterdrückung', 'Kabellos bis Übermorgen'],
  labels: ['Vorher', 'Nachher'],
  author: 'Mara Lindqvist, Tontechnikerin',
};

export const EMOJI: More = {
  points: ['No phone 📵', 'No music 🔇'],
  labels: ['Before 😩', 'After 😌'],
  author: 'Mara 🎧',
};
