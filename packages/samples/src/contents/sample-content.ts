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
    /** Given to templates that cannot do without them. */
    readonly coupon: NonNullable<Copy['coupon']>;
    readonly rating: NonNullable<Copy['rating']>;
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
  coupon: { code: 'LISTEN-CLOSELY-2027', label: 'Enter this code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'verified reviews' },
};

export const ARABIC: More = {
  points: ['بلا هاتف', 'بلا موسيقى', 'بلا ثرثرة'],
  labels: ['قبل', 'بعد'],
  author: 'مارا ليندكفيست، مهندسة صوت',
  coupon: { code: 'QUIET20', label: 'الرمز' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'تقييم' },
};

export const JAPANESE: More = {
  points: ['電話なし', '音楽なし', '雑談なし'],
  labels: ['以前', '今'],
  author: 'マーラ・リンドクヴィスト（音響技師）',
  coupon: { code: 'QUIET20', label: 'クーポン' },
  rating: { value: 4.8, of: 5, count: 1204, label: '件のレビュー' },
};

export const GERMAN: More = {
  points: ['Kein Straßenlärm', 'Geräuschunterdrückung', 'Kabellos bis Übermorgen'],
  labels: ['Vorher', 'Nachher'],
  author: 'Mara Lindqvist, Tontechnikerin',
  coupon: { code: 'LEISE20', label: 'Code' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'Bewertungen' },
};

export const EMOJI: More = {
  points: ['No phone 📵', 'No music 🔇'],
  labels: ['Before 😩', 'After 😌'],
  author: 'Mara 🎧',
  coupon: { code: 'QUIET20', label: 'Code 🎧' },
  rating: { value: 4.8, of: 5, count: 1204, label: 'reviews 😌' },
};
