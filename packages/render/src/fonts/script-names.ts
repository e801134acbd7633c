/** All scripts of Unicode 17 that have letters, by their ISO 15924 codes. */
const CODES = `
  Adlm Aghb Ahom Arab Armi Armn Avst Bali Bamu Bass Batk Beng Berf Bhks Bopo Brah Bugi Buhd Cakm Cans Cari Cham Cher
  Chrs Copt Cpmn Cprt Cyrl Deva Diak Dogr Dsrt Dupl Egyp Elba Elym Ethi Gara Geor Glag Gong Gonm Goth Gran Grek Gujr
  Gukh Guru Hang Hani Hano Hatr Hebr Hira Hluw Hmng Hmnp Hung Ital Java Kali Kana Kawi Khar Khmr Khoj Kits Knda Krai
  Kthi Lana Laoo Latn Lepc Limb Lina Linb Lisu Lyci Lydi Mahj Maka Mand Mani Marc Medf Mend Merc Mero Mlym Modi Mong
  Mroo Mtei Mult Mymr Nagm Nand Narb Nbat Newa Nkoo Nshu Ogam Olck Onao Orkh Orya Osge Osma Ougr Palm Pauc Perm Phag
  Phli Phlp Phnx Plrd Prti Rjng Rohg Runr Samr Sarb Saur Sgnw Shaw Shrd Sidd Sidt Sind Sinh Sogd Sogo Sora Soyo Sund
  Sunu Sylo Syrc Tagb Takr Tale Talu Taml Tang Tavt Tayo Telu Tfng Tglg Thaa Thai Tibt Tirh Tnsa Todr Tols Toto Tutg
  Ugar Vaii Vith Wara Wcho Xpeo Xsux Yezi Yiii Zanb`;

const SCRIPTS = CODES.trim()
  .split(/\s+/)
  .map((code) => ({ code, characters: new RegExp(`\\p{Script=${code}}`, 'u') }));

const NAMES = new Intl.DisplayNames('en', { type: 'script' });

/** The name of a character's script in English; undefined for signs that all scripts share. */
export function scriptNameOf(character: string): string | undefined {
  const script = SCRIPTS.find(({ characters }) => characters.test(character));
  return script && NAMES.of(script.code);
}
