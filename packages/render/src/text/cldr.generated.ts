// Written by `npm run generate` from the Unicode CLDR and the names of Unicode's characters: NOTICE.md has their licence.

/** Quotation marks: the outer pair, then the inner one. A locale that is not named has those of its language. */
export const QUOTATION_MARKS: Readonly<Record<string, string>> = {
  "und": "“”‘’",
  "agq": "„”‚’",
  "am": "«»‹›",
  "ar": "”“’‘",
  "ast": "«»“”",
  "bas": "«»„“",
  "be": "«»„“",
  "bg": "„“„“",
  "blo": "«»“”",
  "bm": "«»“”",
  "br": "«»“”",
  "bs": "„”‘’",
  "bua": "«»„“",
  "ca": "«»“”",
  "cs": "„“‚‘",
  "cv": "«»“”",
  "de": "„“‚‘",
  "dsb": "„“‚‘",
  "dua": "«»‘’",
  "dyo": "«»“”",
  "el": "«»“”",
  "eo": "“”«»",
  "et": "„“‚‘",
  "eu": "«»“”",
  "ewo": "«»“”",
  "fa": "«»‹›",
  "ff": "„”‚’",
  "fi": "””’’",
  "fr": "«»«»",
  "fur": "‘’“”",
  "gsw": "«»‹›",
  "he": "””’’",
  "hr": "„“‚‘",
  "hsb": "„“‚‘",
  "ht": "«»«»",
  "hu": "„”»«",
  "hy": "«»«»",
  "ia": "‘’“”",
  "ie": "«»“”",
  "is": "„“‚‘",
  "it": "«»“”",
  "ja": "「」『』",
  "jgo": "«»‹›",
  "ka": "„“«»",
  "kab": "«»“”",
  "kk": "«»“”",
  "kkj": "«»‹›",
  "ksf": "«»‘’",
  "ksh": "„“‚‘",
  "ky": "«»„“",
  "lag": "””’’",
  "lb": "„“‚‘",
  "lij": "«»“”",
  "lld": "”“’‘",
  "lt": "„“„“",
  "luy": "„“‚‘",
  "mg": "«»“”",
  "mk": "„“‚‘",
  "mua": "«»“”",
  "mzn": "«»‹›",
  "nb": "«»‘’",
  "nds": "„“‚‘",
  "nl": "‘’‘’",
  "nmg": "„”«»",
  "nn": "«»‘’",
  "nnh": "«»“”",
  "no": "«»‘’",
  "oc": "«»«»",
  "os": "«»„“",
  "pl": "„”«»",
  "pms": "«»“”",
  "prg": "„“„“",
  "rm": "«»‹›",
  "rn": "””’’",
  "ro": "„”«»",
  "ru": "«»„“",
  "rw": "«»‘’",
  "sah": "«»„“",
  "sc": "«»“”",
  "sdh": "«»‹›",
  "se": "””’’",
  "sg": "«»“”",
  "sgs": "„“„“",
  "shi": "«»„”",
  "sk": "„“‚‘",
  "sl": "„“‚‘",
  "sn": "””’’",
  "sr": "„”’’",
  "st": "“’“”",
  "sv": "””’’",
  "syr": "”“’‘",
  "szl": "„”»«",
  "ti": "«»“”",
  "tk": "“”“”",
  "tn": "‘’“”",
  "tyv": "«»„“",
  "ug": "»«›‹",
  "uk": "«»„“",
  "ur": "”“’‘",
  "uz": "“”’‘",
  "wae": "«»‹›",
  "yav": "«»«»",
  "yi": "””’’",
  "yue": "「」『』",
  "zgh": "«»„”",
  "az-Arab": "«»‹›",
  "az-Cyrl": "«»‹›",
  "bm-Nkoo": "“”‘’",
  "bs-Cyrl": "„“‚‘",
  "el-polyton": "«»‘’",
  "es-US": "«»“”",
  "ff-Adlm": "“”‘’",
  "fr-CA": "«»”“",
  "fr-CH": "«»‹›",
  "kk-Arab": "»«›‹",
  "ms-Arab": "”“’‘",
  "pt-AO": "«»“”",
  "pt-CH": "«»“”",
  "pt-CV": "«»“”",
  "pt-GQ": "«»“”",
  "pt-GW": "«»“”",
  "pt-LU": "«»“”",
  "pt-MO": "«»“”",
  "pt-MZ": "«»“”",
  "pt-PT": "«»“”",
  "pt-ST": "«»“”",
  "pt-TL": "«»“”",
  "ti-ER": "‘’“”",
  "uz-Arab": "“”‘’",
  "uz-Cyrl": "“”‘’",
  "zh-Hant": "「」『』"
};

/** Words and abbreviations for thousands, millions and so on behind a number, in all regions of a language, with bars between them. */
export const NUMBER_WORDS: Readonly<Record<string, string>> = {
  "aa": "K|M|G|T",
  "ab": "K|M|G|T",
  "af": "k|m|mjd|bn|duisend|miljoen|miljard|biljoen",
  "agq": "K|M|G|T",
  "ak": "K|M|G|T",
  "am": "ሺ|ሚ|ቢ|ት|ሚሊዮን|ቢሊዮን|ትሪሊዮን",
  "an": "K|M|G|T",
  "ann": "K|M|G|T",
  "apc": "K|M|G|T",
  "ar": "ألف|آلاف|مليون|مليار|ترليون|ملايين",
  "arn": "K|M|G|T",
  "as": "হাজাৰ|লাখ|নিযুত|নিঃ|শঃ কোঃ|শঃ কঃ|শঃ পঃ|শত কোটি|শত পৰাৰ্দ্ধ",
  "asa": "K|M|G|T",
  "ast": "K|M|G|T|millar|millares|millón|millones",
  "az": "K|mln|mlrd|trln|min|milyon|milyard|trilyon|M|G|T",
  "ba": "мең|млн|млрд|трлн|миллион|миллиард|триллион",
  "bal": "K|M|G|T|H|Kr",
  "bas": "K|M|G|T",
  "be": "тыс.|млн|млрд|трлн|тысяча|тысячы|тысяч|мільён|мільёны|мільёнаў|мільёна|мільярд|мільярды|мільярдаў|мільярда|трыльён|трыльёны|трыльёнаў|трыльёна",
  "bem": "K|M|G|T",
  "bew": "K|M|G|T",
  "bez": "K|M|G|T",
  "bg": "хил.|млн.|млрд.|трлн.|хиляди|милион|милиона|милиард|милиарда|трилион|трилиона",
  "bgc": "K|M|G|T",
  "bgn": "K|M|G|T",
  "bho": "K|M|G|T",
  "blt": "K|M|G|T",
  "bm": "K|M|G|T",
  "bn": "হা|লা|কো|শত কো|লা.কো.|হাজার|লাখ|কোটি|লাখ কোটি",
  "bo": "K|M|G|T",
  "bqi": "K|M|G|T",
  "br": "k|M|G|T|miliad|viliad|a viliadoù|milion|v/milion|a v/milionoù|miliard|viliard|a viliardoù|bilion|v/bilion|a v/bilionoù",
  "brx": "के|एम|बि|ति|रोजा|निजुत|बिलियन|त्रिलियन",
  "bs": "hilj.|mil.|mlrd.|bil.|hiljada|hiljade|milion|miliona|milijarda|milijarde|milijardi|bilion|biliona|хиљ|мил|млрд|бил",
  "bss": "K|M|G|T",
  "bua": "K|M|G|T",
  "byn": "K|M|G|T",
  "ca": "k|M|kM|B|miler|milers|milió|milions|miler de milions|milers de milions|bilió|bilions",
  "cad": "K|M|G|T",
  "cch": "K|M|G|T",
  "ccp": "K|M|G|T",
  "ce": "эзар|млн|млрд|трлн|миллион|миллиард|триллион",
  "ceb": "K|M|B|T|ka libo|ka milyon|ka bilyon|ka trilyon",
  "cgg": "K|M|G|T",
  "cho": "K|M|G|T",
  "chr": "K|M|B|T|ᎢᏯᎦᏴᎵ|ᎢᏳᏆᏗᏅᏛ|ᎢᏯᏔᎳᏗᏅᏛ|ᎢᏯᏦᎠᏗᏅᏛ",
  "cic": "K|M|G|T",
  "ckb": "K|M|G|T",
  "co": "K|M|G|T",
  "cop": "K|M|G|T",
  "cs": "tis.|mil.|mld.|bil.|tisíc|tisíce|milion|miliony|milionu|milionů|miliarda|miliardy|miliard|bilion|biliony|bilionu|bilionů",
  "csw": "K|M|G|T",
  "cu": "K|M|G|T",
  "cv": "пин|млн|млрд|трлн",
  "cy": "K|M|B|T|mil|miliwn|biliwn|triliwn",
  "da": "t|mio.|mia.|bio.|tusind|million|millioner|milliard|milliarder|billion|billioner",
  "dav": "K|M|G|T",
  "de": "Mio.|Mrd.|Bio.|Tausend|Million|Millionen|Milliarde|Milliarden|Billion|Billionen",
  "dje": "K|M|G|T",
  "doi": "K|M|G|T",
  "dsb": "tys.|mio.|mrd.|bil.|tysac|milion|miliona|miliony|milionow|miliarda|miliarźe|miliardy|miliardow|bilion|biliona|biliony|bilionow",
  "dua": "K|M|G|T",
  "dv": "K|M|G|T",
  "dyo": "K|M|G|T",
  "dz": "K|M|G|T",
  "ebu": "K|M|G|T",
  "ee": "K|M|B|T|triliɔn",
  "el": "χιλ.|εκ.|δισ.|τρισ.|χιλιάδα|χιλιάδες|εκατομμύριο|εκατομμύρια|δισεκατομμύριο|δισεκατομμύρια|τρισεκατομμύριο|τρισεκατομμύρια",
  "en": "K|M|B|T|thousand|million|billion|trillion|G|k|m|bn|tn|L|Cr|KCr|LCr|lakh|crore|lakh crore",
  "eo": "k|M|G|T|mil|miliono|milionoj|miliardo|miliardoj|duiliono|duilionoj",
  "es": "mil|M|mil M|B|millón|millones|mil millones|billón|billones|K|k",
  "et": "tuh|mln|mld|trln|tuhat|miljon|miljonit|miljard|miljardit|triljon|triljonit",
  "eu": "M|B|milioi|bilioi",
  "ewo": "K|M|G|T",
  "fa": "هزار|میلیون|میلیارد|تریلیون|هزارمیلیارد",
  "ff": "K|M|G|T|𞤓|𞤁|𞤁𞤶|𞤚|𞤵𞤶𞤵𞤲𞤫𞤪𞤫|𞤣𞤵𞤦𞤵𞤲𞤫𞤪𞤫|𞤣𞤵𞤶𞤵𞤲𞤫𞤪𞤫|𞤼𞤵𞤶𞤵𞤲𞤫𞤪𞤫",
  "fi": "t.|milj.|mrd.|bilj.|tuhat|tuhatta|miljoona|miljoonaa|miljardi|miljardia|biljoona|biljoonaa",
  "fil": "K|M|B|T|libo|na libo|milyon|na milyon|bilyon|na bilyon|trilyon|na trilyon",
  "fo": "tús.|mió.|mia.|bió.|túsund|millión|milliónir|milliard|milliardir|billión|billiónir",
  "fr": "k|M|Md|Bn|millier|mille|million|millions|milliard|milliards|billion|billions|G|T",
  "frr": "K|M|G|T",
  "fur": "K|M|G|T",
  "fy": "K|mln.|mld.|bln.|tûzen|miljoen|miljard|biljoen",
  "ga": "k|M|B|T|mhíle|míle|mhilliún|milliún|bhilliún|mbilliún|billiún|trilliún|thrilliún|dtrilliún",
  "gaa": "K|M|G|T",
  "gd": "K|M|B|T|mhìle|mìltean|mìle|mhillean|milleanan|millean|bhillean|billeanan|billean|trillean|thrillean|trilleanan",
  "gez": "K|M|G|T",
  "gl": "M|B|millón|millóns|billón|billóns",
  "gn": "K|M|G|T",
  "gsw": "Tsg.|Mio.|Mrd.|Bio.|Tuusig|Millioon|Millioone|Milliarde|Billioon|Billioone",
  "gu": "હજાર|લાખ|કરોડ|અબજ|નિખર્વ|મહાપદ્મ|શંકુ|જલધિ",
  "guz": "K|M|G|T",
  "gv": "K|M|G|T",
  "ha": "K|D|M|B|T|G",
  "haw": "K|M|G|T",
  "he": "K|M|B|T|אלף|מיליון|מיליארד|טריליון",
  "hi": "हज़ार|लाख|क॰|अ॰|ख॰|नील|करोड़|अरब|खरब|K|L|Cr|KCr|LCr|thousand|lakh|crore|lakh crore",
  "hnj": "K|M|G|T",
  "hr": "tis.|mil.|mlr.|bil.|tisuća|tisuće|milijun|milijuna|milijarda|milijarde|milijardi|bilijun|bilijuna",
  "hsb": "tys.|mio.|mrd.|bil.|tysac|milion|milionaj|miliony|milionow|miliarda|miliardźe|miliardy|miliardow|bilion|bilionaj|biliony|bilionow",
  "ht": "k|M|Md|Bn|millier|mille|million|millions|milliard|milliards|billion|billions",
  "hu": "E|M|Mrd|B|ezer|millió|milliárd|billió",
  "hy": "հզր|մլն|մլրդ|տրլն|հազար|միլիոն|միլիարդ|տրիլիոն",
  "ia": "mil|mln|mld|bln|mille|milles|million|milliones|milliardo|milliardos|billion|billiones",
  "id": "rb|jt|M|T|ribu|juta|miliar|triliun",
  "ie": "K|M|G|T",
  "ig": "K|M|G|T",
  "ii": "K|M|G|T",
  "io": "K|M|G|T",
  "is": "þ.|m.|ma.|bn|þúsund|milljón|milljónir|milljarður|milljarðar|billjón|billjónir",
  "it": "K|Mln|Mld|Bln|mila|milione|milioni|miliardo|miliardi|mille miliardi|mila miliardi",
  "iu": "K|M|G|T",
  "ja": "万|億|兆|京",
  "jbo": "K|M|G|T",
  "jgo": "K|M|G|T",
  "jmc": "K|M|G|T",
  "jv": "È|Y|M|T|èwu|yuta|milyar|trilyun",
  "ka": "ათ.|მლნ.|მლრდ.|მლრ.|ტრლ.|ათასი|მილიონი|მილიარდი|ტრილიონი",
  "kaa": "K|M|G|T",
  "kab": "K|M|G|T",
  "kaj": "K|M|G|T",
  "kam": "K|M|G|T",
  "kcg": "K|M|G|T",
  "kde": "K|M|G|T",
  "kea": "mil|M|MM|Bi|milhãu|mil milhãu|bilhãu",
  "kek": "K|M|G|T",
  "ken": "K|M|G|T",
  "kgp": "mil|mi|bi|tri|milhão|milhão ag|bilhão|bilhão ag|trilhão|trilhão ag",
  "khq": "K|M|G|T",
  "ki": "K|M|G|T",
  "kk": "мың|м.|млн|млрд|трлн|миллион|миллиард|триллион|مىڭ|ميلليون|ملن|ميلليارد|ملرد|تريلليون|ترلن",
  "kkj": "K|M|G|T",
  "kl": "K|M|G|T",
  "kln": "K|M|G|T",
  "km": "ពាន់|លាន|ប៊ីលាន|ទ្រីលាន",
  "kn": "ಸಾ|ಮಿ|ಬಿ|ಟ್ರಿ|ಸಾವಿರ|ಮಿಲಿಯನ್|ಬಿಲಿಯನ್|ಟ್ರಿಲಿಯನ್‌",
  "ko": "천|만|억|조",
  "kok": "हज|लाख|कोटी|अब्ज|निख|हज.निख.|हजार|निखर्व|हजार निखर्व|hoz|lak|ko|obz|nikh|hoz.nikh.|hozar|lakh|kotti|nikhorv|hozar nikhorv",
  "kpe": "K|M|G|T",
  "ks": "K|M|G|T",
  "ksb": "K|M|G|T",
  "ksf": "K|M|G|T",
  "ksh": "tsd|Mio|Mrd|Bio|Dousend|Milljuhne|Million|Millionen|Milljard|Milliarde|Milljarde|Milliarden|Billjuhn|Billion|Billionen",
  "ku": "H|MN|MR|TN|hezar|milyon|milyar|trilyon|K|M|G|T",
  "kw": "K|M|G|T",
  "kxv": "h|mi|bi|tri|hjar|million|billion|trillion|K|M|G|T",
  "ky": "миң|млн|млд|трлн|миллион|миллиард|триллион",
  "la": "K|M|G|T",
  "lag": "K|M|G|T",
  "lb": "Dsd.|Mio.|Mrd.|Bio.|Dausend|Millioun|Milliounen|Milliard|Milliarden|Billioun|Billiounen",
  "lg": "K|M|G|T",
  "lij": "K|M|G|T",
  "lkt": "K|M|G|T",
  "lld": "m|Mln|Mlg|Bln|mile|miliun|miliuns|miliard|miliarg|biliun|biliuns",
  "lmo": "K|M|G|T",
  "ln": "K|M|G|T",
  "lo": "ພັນ|ລ້ານ|ຕື້|ພັນຕື້|ພັນລ້ານ|ລ້ານລ້ານ|ລລ|ແສນ",
  "lrc": "K|M|G|T",
  "lt": "tūkst.|mln.|mlrd.|trln.|tūkstantis|tūkstančiai|tūkstančio|tūkstančių|milijonas|milijonai|milijono|milijonų|milijardas|milijardai|milijardo|milijardų|trilijonas|trilijonai|trilijono|trilijonų",
  "ltg": "K|M|G|T",
  "lu": "K|M|G|T",
  "luo": "K|M|G|T",
  "luy": "K|M|G|T",
  "lv": "tūkst.|milj.|mljrd.|trilj.|tūkstošu|tūkstotis|tūkstoši|miljonu|miljons|miljoni|miljardu|miljards|miljardi|triljonu|triljons|triljoni",
  "lzz": "K|M|G|T",
  "mai": "K|M|G|T",
  "mas": "K|M|G|T",
  "mdf": "K|M|G|T",
  "mer": "K|M|G|T",
  "mfe": "K|M|G|T",
  "mg": "K|M|G|T",
  "mgh": "K|M|G|T",
  "mgo": "K|M|G|T",
  "mhn": "K|M|G|T",
  "mi": "K|M|G|T",
  "mic": "K|M|G|T",
  "mk": "илј.|мил.|М|милј.|мј.|ми.|бил.|илјада|илјади|милион|милиони|милијарда|милијарди|билион|билиони",
  "ml": "K|M|B|T|ആയിരം|ദശലക്ഷം|ബില്യൺ|ട്രില്യൺ",
  "mn": "мян.|мян|сая|тэрбум|Т|ИН|мянга|их наяд|K|M|G|T",
  "mni": "K|M|G|T",
  "moh": "K|M|G|T",
  "mr": "ह|लाख|कोटी|अब्ज|खर्व|पद्म|हजार",
  "ms": "K|J|B|T|ribu|juta|bilion|trilion|M|G",
  "mt": "K|M|G|T",
  "mua": "K|M|G|T",
  "mus": "K|M|G|T",
  "mww": "K|M|G|T",
  "my": "ထောင်|သောင်း|သိန်း|သန်း|ကုဋေ|ဋေ|ကောဋိ",
  "myv": "K|M|G|T",
  "mzn": "K|M|G|T",
  "naq": "K|M|G|T",
  "nb": "k|mill.|mrd.|bill.|tusen|million|millioner|milliard|milliarder|billion|billioner",
  "nd": "K|M|G|T",
  "nds": "K|M|G|T",
  "ne": "हजार|लाख|करोड|अरब|खरब|शंख",
  "nl": "K|mln.|mld.|bln.|duizend|miljoen|miljard|biljoen",
  "nmg": "K|M|G|T",
  "nn": "k|mill.|mrd.|bill.|tusen|million|millionar|milliard|milliardar|billion|billionar",
  "nnh": "K|M|G|T",
  "no": "k|mill.|mrd.|bill.|tusen|million|millioner|milliard|milliarder|billion|billioner",
  "nqo": "K|M|G|T",
  "nr": "K|M|G|T",
  "nso": "K|M|G|T",
  "nus": "K|M|G|T",
  "nv": "K|M|G|T",
  "ny": "K|M|G|T",
  "nyn": "K|M|G|T",
  "oc": "K|M|G|T",
  "oka": "K|M|G|T",
  "om": "K|M|G|T",
  "or": "ହ|ନି|ବି|ଟ୍ରି|ହଜାର|ନିୟୁତ|ଶହକୋଟି|ଲକ୍ଷକୋଟି",
  "os": "K|M|G|T",
  "osa": "K|M|G|T",
  "pa": "ਹਜ਼ਾਰ|ਲੱਖ|ਕਰੋੜ|ਅਰਬ|ਖਰਬ|ਨੀਲ|K|M|G|T",
  "pap": "K|M|G|T",
  "pcm": "K|M|B|T|Taúzan|Míliọn|Bíliọn|Tríliọn",
  "pi": "K|M|G|T",
  "pis": "K|M|G|T",
  "pl": "tys.|mln|mld|bln|tysiąc|tysiące|tysięcy|tysiąca|milion|miliony|milionów|miliona|miliard|miliardy|miliardów|miliarda|bilion|biliony|bilionów|biliona",
  "pms": "K|M|G|T",
  "prg": "K|M|G|T",
  "ps": "K|M|B|G|T",
  "pt": "mil|mi|bi|tri|milhão|milhões|bilhão|bilhões|trilhão|trilhões|M|mM|Bi|mil milhões|bilião|biliões",
  "qu": "K|M|G|T",
  "quc": "K|M|G|T",
  "raj": "K|M|G|T",
  "rhg": "K|M|G|T",
  "rif": "K|M|G|T",
  "rm": "miu.|mia.|biu.|T biu.|milliun|milliuns|milliarda|milliardas|billiun|billiuns",
  "rn": "K|M|G|T",
  "ro": "K|mil.|mld.|tril.|mie|mii|de mii|milion|milioane|de milioane|miliard|miliarde|de miliarde|trilion|trilioane|de trilioane",
  "rof": "K|M|G|T",
  "ru": "тыс.|млн|млрд|трлн|тысяча|тысячи|тысяч|миллион|миллиона|миллионов|миллиард|миллиарда|миллиардов|триллион|триллиона|триллионов",
  "rw": "K|M|G|T",
  "rwk": "K|M|G|T",
  "sa": "K|M|G|T",
  "sah": "тыһ.|мөл|млрд|трлн|тыһыынча|мөлүйүөн|миллиард|триллион",
  "saq": "K|M|G|T",
  "sat": "K|M|G|T",
  "sbp": "K|M|G|T",
  "sc": "mìg|Mln|Mrd|Bln|mìgia|millione|milliones|milliardu|milliardos|mìgia milliardos",
  "scn": "K|M|G|T|migghiaru|mila|miliuni|miliuna|miliardu|miliardi|biliuni|biliuna",
  "sd": "هزار|ملين|بلين|ٽرلين|ھزار|K|M|G|T",
  "sdh": "K|M|G|T",
  "se": "dt|mn|md|bn|duhát|duháhat|miljona|miljonat|miljardi|miljardit|biljona|biljonat|miljárda|miljárdat|biljovdna|biljovdnat",
  "seh": "K|M|G|T",
  "ses": "K|M|G|T",
  "sg": "K|M|G|T",
  "sgs": "K|M|G|T",
  "shi": "K|M|G|T",
  "shn": "K|M|G|T|ႁဵင်|မိုၼ်ႇ|သႅၼ်|လၢၼ်ႉ|ႁဵင်လၢၼ်ႉ|မိုၼ်ႇလၢၼ်ႉ|သႅၼ်လၢၼ်ႉ|လၢၼ်ႉလၢၼ်ႉ",
  "sid": "K|M|G|T",
  "sk": "tis.|mil.|mld.|bil.|tisíc|tisíce|tisíca|milión|milióny|milióna|miliónov|miliarda|miliardy|miliárd|bilión|bilióny|bilióna|biliónov",
  "skr": "K|M|G|T",
  "sl": "tis.|mio.|mrd.|bil.|tisoč|milijon|milijona|milijoni|milijonov|milijarda|milijardi|milijarde|milijard|bilijon|bilijona|bilijoni|bilijonov",
  "sma": "K|M|G|T",
  "smj": "K|M|G|T",
  "smn": "K|M|G|T|tuhháát|miljovn|miljard|biljovn",
  "sms": "K|M|G|T",
  "sn": "K|M|G|T",
  "so": "K|M|B|T|kun|Kun|Milyan|Bilyan|Tirilyan",
  "sq": "mijë|mln|mld|bln|milion|miliard|bilion",
  "sr": "хиљ.|мил.|млрд.|бил.|хиљада|хиљаде|милион|милиона|милијарда|милијарде|милијарди|билион|билиона|hilj.|mil.|mlrd.|bil.|hiljada|hiljade|milion|miliona|milijarda|milijarde|milijardi|bilion|biliona",
  "ss": "K|M|G|T",
  "ssy": "K|M|G|T",
  "st": "K|M|G|T",
  "su": "K|M|G|T",
  "suz": "K|M|G|T",
  "sv": "tn|mn|md|bn|tusen|miljon|miljoner|miljard|miljarder|biljon|biljoner",
  "sw": "M|B|T",
  "syr": "K|M|G|T",
  "szl": "K|M|G|T",
  "ta": "ஆ|மி|பி|டி|ஆயிரம்|மில்லியன்|பில்லியன்|டிரில்லியன்",
  "te": "వే|మి|బి|ట్రి|వేయి|వేలు|మిలియన్|మిలియన్లు|బిలియన్|బిలియన్లు|ట్రిలియన్|ట్రిలియన్లు",
  "teo": "K|M|G|T",
  "tg": "ҳзр.|млн.|млрд.|трлн.|ҳазор|миллион|миллиард|триллион",
  "th": "K|M|B|T|พัน|หมื่น|แสน|ล้าน|พันล้าน|หมื่นล้าน|แสนล้าน|ล้านล้าน",
  "ti": "ሽ|ሚ|ቢ|ት|ሽሕ|ሚልዮን|ቢልዮን|ትሪልዮን",
  "tig": "K|M|G|T",
  "tk": "müň|mln|mlrd|trln|million|milliard|trillion",
  "tn": "K|M|G|T",
  "to": "a|m|k|M|P|T|afe|mano|kilu|miliona|piliona|tiliona",
  "tok": "K|M|G|T",
  "tpi": "K|M|G|T",
  "tr": "B|Mn|Mr|Tn|bin|milyon|milyar|trilyon",
  "trv": "K|M|G|T",
  "trw": "K|M|G|T",
  "ts": "K|M|G|T",
  "tt": "мең|млн|млрд|трлн|миллион|миллиард|триллион",
  "twq": "K|M|G|T",
  "tyv": "K|M|G|T",
  "tzm": "K|M|G|T",
  "ug": "مىڭ|مىليون|مىليارد|T|تىرىليون",
  "uk": "тис.|млн|млрд|трлн|тисяча|тисячі|тисяч|мільйон|мільйони|мільйонів|мільйона|мільярд|мільярди|мільярдів|мільярда|трильйон|трильйони|трильйонів|трильйона",
  "und": "K|M|G|T",
  "ur": "ہزار|لاکھ|کروڑ|ارب|کھرب|ٹریلین",
  "uz": "ming|mln|mlrd|trln|million|milliard|trillion|K|M|G|T|минг|млн|млрд|трлн|миллион|миллиард|трилион",
  "vai": "K|M|G|T",
  "ve": "K|M|G|T",
  "vec": "mila|mln|mld|bln|milion|milioni|miliardo|miliardi|bilion|bilioni",
  "vi": "N|Tr|T|NT|nghìn|triệu|tỷ|nghìn tỷ",
  "vmw": "K|M|G|T",
  "vo": "K|M|G|T",
  "vun": "K|M|G|T",
  "wa": "K|M|G|T",
  "wae": "K|M|G|T",
  "wal": "K|M|G|T",
  "wbp": "K|M|G|T",
  "wo": "K|M|B|T|thousand",
  "xh": "K|M|G|T",
  "xnr": "हजार|लख|क॰|अ॰|ख॰|नील|करोड़|अरब|खरब",
  "xog": "K|M|G|T",
  "yav": "K|M|G|T",
  "yi": "K|M|G|T",
  "yo": "K|M|G|T|ẹgbẹ̀rún|mílíọ̀nù|bilíọ̀nù|tiriliọ̀nù|ɛgbɛ̀rún|mílíɔ̀nù|bilíɔ̀nù|tiriliɔ̀nù",
  "yrl": "miu|mi|bi|tiri|miliãu|miliãu-ita|biliãu|biliãu-ita|tiriliãu|tiriliãu-ita|millón|millón-ita|billón|billón-ita|tirillón|tirillón-ita",
  "yue": "千|萬|億|兆|万|亿",
  "za": "K|M|G|T",
  "zgh": "K|M|G|T",
  "zh": "万|亿|万亿|萬|億|兆|K|M|B|T|G",
  "zu": "K|M|B|T|inkulungwane|isigidi|isigidi sezigidi|isigidintathu"
};

/** What a character may be written as where it cannot be drawn, the best first. */
export const CHARACTER_FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  "ɢ": [
    "G"
  ],
  "ɪ": [
    "I"
  ],
  "ɴ": [
    "N"
  ],
  "ʀ": [
    "R"
  ],
  "ʏ": [
    "Y"
  ],
  "ʙ": [
    "B"
  ],
  "ʜ": [
    "H"
  ],
  "ʟ": [
    "L"
  ],
  "ᴀ": [
    "A"
  ],
  "ᴄ": [
    "C"
  ],
  "ᴅ": [
    "D"
  ],
  "ᴇ": [
    "E"
  ],
  "ᴊ": [
    "J"
  ],
  "ᴋ": [
    "K"
  ],
  "ᴍ": [
    "M"
  ],
  "ᴏ": [
    "O"
  ],
  "ᴘ": [
    "P"
  ],
  "ᴛ": [
    "T"
  ],
  "ᴜ": [
    "U"
  ],
  "ᴠ": [
    "V"
  ],
  "ᴡ": [
    "W"
  ],
  "ᴢ": [
    "Z"
  ],
  "⓫": [
    "11"
  ],
  "⓬": [
    "12"
  ],
  "⓭": [
    "13"
  ],
  "⓮": [
    "14"
  ],
  "⓯": [
    "15"
  ],
  "⓰": [
    "16"
  ],
  "⓱": [
    "17"
  ],
  "⓲": [
    "18"
  ],
  "⓳": [
    "19"
  ],
  "⓴": [
    "20"
  ],
  "⓵": [
    "1"
  ],
  "⓶": [
    "2"
  ],
  "⓷": [
    "3"
  ],
  "⓸": [
    "4"
  ],
  "⓹": [
    "5"
  ],
  "⓺": [
    "6"
  ],
  "⓻": [
    "7"
  ],
  "⓼": [
    "8"
  ],
  "⓽": [
    "9"
  ],
  "⓾": [
    "10"
  ],
  "⓿": [
    "0"
  ],
  "❶": [
    "1"
  ],
  "❷": [
    "2"
  ],
  "❸": [
    "3"
  ],
  "❹": [
    "4"
  ],
  "❺": [
    "5"
  ],
  "❻": [
    "6"
  ],
  "❼": [
    "7"
  ],
  "❽": [
    "8"
  ],
  "❾": [
    "9"
  ],
  "❿": [
    "10"
  ],
  "➀": [
    "1"
  ],
  "➁": [
    "2"
  ],
  "➂": [
    "3"
  ],
  "➃": [
    "4"
  ],
  "➄": [
    "5"
  ],
  "➅": [
    "6"
  ],
  "➆": [
    "7"
  ],
  "➇": [
    "8"
  ],
  "➈": [
    "9"
  ],
  "➉": [
    "10"
  ],
  "➊": [
    "1"
  ],
  "➋": [
    "2"
  ],
  "➌": [
    "3"
  ],
  "➍": [
    "4"
  ],
  "➎": [
    "5"
  ],
  "➏": [
    "6"
  ],
  "➐": [
    "7"
  ],
  "➑": [
    "8"
  ],
  "➒": [
    "9"
  ],
  "➓": [
    "10"
  ],
  "ꜰ": [
    "F"
  ],
  "ꜱ": [
    "S"
  ],
  "ꞯ": [
    "Q"
  ],
  "🄋": [
    "0"
  ],
  "🄌": [
    "0"
  ],
  "🅐": [
    "A"
  ],
  "🅑": [
    "B"
  ],
  "🅒": [
    "C"
  ],
  "🅓": [
    "D"
  ],
  "🅔": [
    "E"
  ],
  "🅕": [
    "F"
  ],
  "🅖": [
    "G"
  ],
  "🅗": [
    "H"
  ],
  "🅘": [
    "I"
  ],
  "🅙": [
    "J"
  ],
  "🅚": [
    "K"
  ],
  "🅛": [
    "L"
  ],
  "🅜": [
    "M"
  ],
  "🅝": [
    "N"
  ],
  "🅞": [
    "O"
  ],
  "🅟": [
    "P"
  ],
  "🅠": [
    "Q"
  ],
  "🅡": [
    "R"
  ],
  "🅢": [
    "S"
  ],
  "🅣": [
    "T"
  ],
  "🅤": [
    "U"
  ],
  "🅥": [
    "V"
  ],
  "🅦": [
    "W"
  ],
  "🅧": [
    "X"
  ],
  "🅨": [
    "Y"
  ],
  "🅩": [
    "Z"
  ],
  "🅰": [
    "A"
  ],
  "🅱": [
    "B"
  ],
  "🅲": [
    "C"
  ],
  "🅳": [
    "D"
  ],
  "🅴": [
    "E"
  ],
  "🅵": [
    "F"
  ],
  "🅶": [
    "G"
  ],
  "🅷": [
    "H"
  ],
  "🅸": [
    "I"
  ],
  "🅹": [
    "J"
  ],
  "🅺": [
    "K"
  ],
  "🅻": [
    "L"
  ],
  "🅼": [
    "M"
  ],
  "🅽": [
    "N"
  ],
  "🅾": [
    "O"
  ],
  "🅿": [
    "P"
  ],
  "🆀": [
    "Q"
  ],
  "🆁": [
    "R"
  ],
  "🆂": [
    "S"
  ],
  "🆃": [
    "T"
  ],
  "🆄": [
    "U"
  ],
  "🆅": [
    "V"
  ],
  "🆆": [
    "W"
  ],
  "🆇": [
    "X"
  ],
  "🆈": [
    "Y"
  ],
  "🆉": [
    "Z"
  ],
  "🇦": [
    "A"
  ],
  "🇧": [
    "B"
  ],
  "🇨": [
    "C"
  ],
  "🇩": [
    "D"
  ],
  "🇪": [
    "E"
  ],
  "🇫": [
    "F"
  ],
  "🇬": [
    "G"
  ],
  "🇭": [
    "H"
  ],
  "🇮": [
    "I"
  ],
  "🇯": [
    "J"
  ],
  "🇰": [
    "K"
  ],
  "🇱": [
    "L"
  ],
  "🇲": [
    "M"
  ],
  "🇳": [
    "N"
  ],
  "🇴": [
    "O"
  ],
  "🇵": [
    "P"
  ],
  "🇶": [
    "Q"
  ],
  "🇷": [
    "R"
  ],
  "🇸": [
    "S"
  ],
  "🇹": [
    "T"
  ],
  "🇺": [
    "U"
  ],
  "🇻": [
    "V"
  ],
  "🇼": [
    "W"
  ],
  "🇽": [
    "X"
  ],
  "🇾": [
    "Y"
  ],
  "🇿": [
    "Z"
  ],
  "ﾞ": [
    "゛"
  ],
  "ﾟ": [
    "゜"
  ],
  "　": [
    "  "
  ],
  "‐": [
    "-"
  ],
  "‑": [
    "-"
  ],
  "‒": [
    "-"
  ],
  "–": [
    "-"
  ],
  "—": [
    "-"
  ],
  "―": [
    "—",
    "-"
  ],
  "٫": [
    ","
  ],
  "٬": [
    "'"
  ],
  "‘": [
    "'"
  ],
  "’": [
    "'"
  ],
  "‚": [
    ","
  ],
  "‛": [
    "'"
  ],
  "׳": [
    "'"
  ],
  "“": [
    "\""
  ],
  "”": [
    "\""
  ],
  "„": [
    ",,"
  ],
  "‟": [
    "\""
  ],
  "״": [
    "\""
  ],
  "«": [
    "<<"
  ],
  "»": [
    ">>"
  ],
  "｟": [
    "(("
  ],
  "｠": [
    "))"
  ],
  "•": [
    "·"
  ],
  "‧": [
    "·"
  ],
  "־": [
    "‐",
    "-"
  ],
  "￣": [
    "¯"
  ],
  "©": [
    "(C)"
  ],
  "®": [
    "(R)"
  ],
  "℞": [
    "Rx"
  ],
  "∏": [
    "Π"
  ],
  "∑": [
    "Σ"
  ],
  "−": [
    "-"
  ],
  "∕": [
    "/"
  ],
  "⁄": [
    "/"
  ],
  "∖": [
    "\\"
  ],
  "∣": [
    "|"
  ],
  "∥": [
    "‖",
    "||"
  ],
  "֏": [
    "AMD"
  ],
  "؋": [
    "AFN"
  ],
  "৳": [
    "BDT"
  ],
  "฿": [
    "THB"
  ],
  "៛": [
    "KHR"
  ],
  "₠": [
    "CE"
  ],
  "₡": [
    "CRC"
  ],
  "₢": [
    "Cr"
  ],
  "₣": [
    "Fr."
  ],
  "₤": [
    "L.",
    "£"
  ],
  "₦": [
    "NGN"
  ],
  "₩": [
    "KRW"
  ],
  "￦": [
    "KRW"
  ],
  "₪": [
    "שח",
    "ILS"
  ],
  "₫": [
    "đ",
    "VND"
  ],
  "€": [
    "EUR"
  ],
  "₭": [
    "LAK"
  ],
  "₮": [
    "MNT"
  ],
  "₯": [
    "GRD"
  ],
  "₱": [
    "PHP"
  ],
  "₲": [
    "PYG"
  ],
  "₴": [
    "UAH"
  ],
  "₵": [
    "¢",
    "Ȼ",
    "GHS"
  ],
  "₸": [
    "KZT"
  ],
  "₹": [
    "INR"
  ],
  "₺": [
    "TL"
  ],
  "₼": [
    "AZN"
  ],
  "₽": [
    "RUB"
  ],
  "₾": [
    "GEL"
  ],
  "⅟": [
    " 1/"
  ],
  "½": [
    " 1/2"
  ],
  "⅓": [
    " 1/3"
  ],
  "¼": [
    " 1/4"
  ],
  "⅕": [
    " 1/5"
  ],
  "⅙": [
    " 1/6"
  ],
  "⅛": [
    " 1/8"
  ],
  "⅔": [
    " 2/3"
  ],
  "⅖": [
    " 2/5"
  ],
  "¾": [
    " 3/4"
  ],
  "⅗": [
    " 3/5"
  ],
  "⅜": [
    " 3/8"
  ],
  "⅘": [
    " 4/5"
  ],
  "⅚": [
    " 5/6"
  ],
  "⅝": [
    " 5/8"
  ],
  "⅞": [
    " 7/8"
  ],
  "㏟": [
    "A/m"
  ],
  "æ": [
    "ae"
  ],
  "Æ": [
    "AE"
  ],
  "㏆": [
    "C/kg"
  ],
  "㏄": [
    "CC"
  ],
  "㎠": [
    "cm²"
  ],
  "㎤": [
    "cm³"
  ],
  "㍸": [
    "dm²"
  ],
  "㍹": [
    "dm³"
  ],
  "㎢": [
    "km²"
  ],
  "㎦": [
    "km³"
  ],
  "㎧": [
    "m/s"
  ],
  "㎨": [
    "m∕s²",
    "m/s²"
  ],
  "㎡": [
    "m²"
  ],
  "㎥": [
    "m³"
  ],
  "㎟": [
    "mm²"
  ],
  "㎣": [
    "mm³"
  ],
  "œ": [
    "oe"
  ],
  "Œ": [
    "OE"
  ],
  "㏗": [
    "pH"
  ],
  "₧": [
    "Pts"
  ],
  "㎮": [
    "rad/s"
  ],
  "㎯": [
    "rad∕s²",
    "rad/s²"
  ],
  "ș": [
    "ş"
  ],
  "Ș": [
    "Ş"
  ],
  "ß": [
    "ss"
  ],
  "ﬅ": [
    "ſt"
  ],
  "ț": [
    "ţ"
  ],
  "Ț": [
    "Ţ"
  ],
  "㏞": [
    "V/m"
  ],
  "ŉ": [
    "'n"
  ],
  "ﾡ": [
    "ㄱ"
  ],
  "ﾢ": [
    "ㄲ"
  ],
  "ﾤ": [
    "ㄴ"
  ],
  "ﾧ": [
    "ㄷ"
  ],
  "ﾨ": [
    "ㄸ"
  ],
  "ﾩ": [
    "ㄹ"
  ],
  "ﾱ": [
    "ㅁ"
  ],
  "ﾲ": [
    "ㅂ"
  ],
  "ﾳ": [
    "ㅃ"
  ],
  "ﾵ": [
    "ㅅ"
  ],
  "ﾶ": [
    "ㅆ"
  ],
  "ﾷ": [
    "ㅇ"
  ],
  "ﾸ": [
    "ㅈ"
  ],
  "ﾹ": [
    "ㅉ"
  ],
  "ﾺ": [
    "ㅊ"
  ],
  "ﾻ": [
    "ㅋ"
  ],
  "ﾼ": [
    "ㅌ"
  ],
  "ﾽ": [
    "ㅍ"
  ],
  "ﾾ": [
    "ㅎ"
  ],
  "ﾰ": [
    "ㅀ"
  ],
  "ﾴ": [
    "ㅄ"
  ],
  "ﾠ": [
    "ㅤ"
  ],
  "ￂ": [
    "ㅏ"
  ],
  "ￃ": [
    "ㅐ"
  ],
  "ￄ": [
    "ㅑ"
  ],
  "ￅ": [
    "ㅒ"
  ],
  "ￆ": [
    "ㅓ"
  ],
  "ￇ": [
    "ㅔ"
  ],
  "ￊ": [
    "ㅕ"
  ],
  "ￋ": [
    "ㅖ"
  ],
  "ￌ": [
    "ㅗ"
  ],
  "ￍ": [
    "ㅘ"
  ],
  "ￎ": [
    "ㅙ"
  ],
  "ￏ": [
    "ㅚ"
  ],
  "ￒ": [
    "ㅛ"
  ],
  "ￓ": [
    "ㅜ"
  ],
  "ￔ": [
    "ㅝ"
  ],
  "ￕ": [
    "ㅞ"
  ],
  "ￖ": [
    "ㅟ"
  ],
  "ￗ": [
    "ㅠ"
  ],
  "ￚ": [
    "ㅡ"
  ],
  "ￛ": [
    "ㅢ"
  ],
  "ￜ": [
    "ㅣ"
  ],
  "ﾣ": [
    "ㄳ"
  ],
  "ﾥ": [
    "ㄵ"
  ],
  "ﾦ": [
    "ㄶ"
  ],
  "ﾪ": [
    "ㄺ"
  ],
  "ﾫ": [
    "ㄻ"
  ],
  "ﾬ": [
    "ㄼ"
  ],
  "ﾭ": [
    "ㄽ"
  ],
  "ﾮ": [
    "ㄾ"
  ],
  "ﾯ": [
    "ㄿ"
  ]
};
