"""What the wikis of each language call a person's page, its talk page and the list of their contributions.

A name in this table is a fact that a wiki of that language stated: the language's own file in MediaWiki, or the
configuration of a wiki. Forms for a woman, a man and both stand beside each other. Any of them is understood on any
page, because people paste signatures from their own wiki; the language is there for whoever checks the table.
"""

from __future__ import annotations

# language: (names of "User", names of "User talk"), the alternatives parted by a stroke
PEOPLE: dict[str, tuple[str, str]] = {
    "af": ("Gebruiker", "Gebruikerbespreking"),
    "an": ("Usuario|Usuaria", "Descusión usuario|Descusión usuaria"),
    "ar": ("مستخدم|مستخدمة", "نقاش المستخدم|نقاش المستخدمة"),
    "arz": ("مستخدم", "نقاش المستخدم"),
    "as": ("সদস্য", "সদস্য বাৰ্তা|সদস্য বার্তা"),
    "ast": ("Usuariu|Usuaria", "Usuariu alderique|Usuaria alderique"),
    "az": ("İstifadəçi", "İstifadəçi müzakirəsi"),
    "ba": ("Ҡатнашыусы", "Ҡатнашыусы м-н фекер алышыу"),
    "bar": ("Benutzer|Benutzerin", "Benutzer Diskussion|Benutzerin Diskussion"),
    "bcl": ("Paragamit", "Olay kan paragamit"),
    "be": ("Удзельнік|Удзельніца", "Размовы з удзельнікам|Размовы з удзельніцай"),
    "be-tarask": ("Удзельнік|Удзельніца", "Гутаркі ўдзельніка|Гутаркі ўдзельніцы"),
    "bg": ("Потребител", "Потребител беседа"),
    "bn": ("ব্যবহারকারী", "ব্যবহারকারী আলাপ"),
    "br": ("Implijer", "Kaozeadenn Implijer"),
    "bs": ("Korisnik", "Razgovor sa korisnikom|Razgovor s korisnikom"),
    "ca": ("Usuari|Usuària", "Usuari Discussió|Usuària Discussió"),
    "ceb": ("Gumagamit", "Hisgot sa Gumagamit"),
    "ckb": ("بەکارھێنەر", "لێدوانی بەکارھێنەر|قسەی بەکارھێنەر"),
    "cs": (
        "Uživatel|Uživatelka|Wikipedista|Wikipedistka",
        "Diskuse s uživatelem|Diskuse s uživatelkou|Diskuse s wikipedistou|Diskuse s wikipedistkou"
        "|Uživatel diskuse|Wikipedista diskuse|Wikipedistka diskuse",
    ),
    "cv": ("Хутшăнакан", "Хутшăнаканăн канашлу страници"),
    "cy": ("Defnyddiwr", "Sgwrs Defnyddiwr"),
    "da": ("Bruger", "Brugerdiskussion|Bruger diskussion"),
    "de": ("Benutzer|Benutzerin", "Benutzer Diskussion|Benutzerin Diskussion"),
    "el": ("Χρήστης", "Συζήτηση χρήστη"),
    "en": ("User", "User talk"),
    "eo": ("Uzanto|Vikipediisto", "Uzanto-Diskuto|Vikipediista diskuto"),
    "es": ("Usuario|Usuaria", "Usuario discusión|Usuaria discusión"),
    "et": ("Kasutaja", "Kasutaja arutelu"),
    "eu": ("Lankide", "Lankide eztabaida"),
    "fa": ("کاربر", "بحث کاربر"),
    "fi": ("Käyttäjä", "Keskustelu käyttäjästä"),
    "fo": ("Brúkari", "Brúkari kjak"),
    "fr": ("Utilisateur|Utilisatrice", "Discussion utilisateur|Discussion utilisatrice"),
    "fur": ("Utent", "Discussion utent"),
    "fy": ("Meidogger", "Meidogger oerlis"),
    "ga": ("Úsáideoir", "Plé úsáideora"),
    "gl": ("Usuario|Usuaria", "Conversa usuario|Conversa usuaria"),
    "gu": ("સભ્ય", "સભ્યની ચર્ચા"),
    "he": ("משתמש|משתמשת", "שיחת משתמש|שיחת משתמשת"),
    "hi": ("सदस्य", "सदस्य वार्ता"),
    "hr": ("Suradnik|Suradnica", "Razgovor sa suradnikom|Razgovor sa suradnicom"),
    "hsb": ("Wužiwar", "Diskusija z wužiwarjom"),
    "ht": ("Itilizatè", "Diskisyon Itilizatè"),
    "hu": ("Szerkesztő", "Szerkesztővita|User vita"),
    "hy": ("Մասնակից", "Մասնակցի քննարկում"),
    "ia": ("Usator", "Discussion Usator"),
    "id": ("Pengguna", "Pembicaraan Pengguna"),
    "io": ("Uzanto", "Uzanto Debato"),
    "is": ("Notandi", "Notandaspjall"),
    "it": ("Utente", "Discussioni utente"),
    "ja": ("利用者", "利用者‐会話"),
    "jv": ("Panganggo", "Dhiskusi Panganggo"),
    "ka": ("მომხმარებელი", "მომხმარებლის განხილვა|მომხმარებელი განხილვა"),
    "kk": ("Қатысушы", "Қатысушы талқылауы"),
    "kn": ("ಸದಸ್ಯ", "ಸದಸ್ಯರ ಚರ್ಚೆಪುಟ"),
    "ko": ("사용자", "사용자토론"),
    "ku": ("Bikarhêner", "Bikarhêner nîqaş"),
    "ky": ("Колдонуучу", "Колдонуучунун баарлашуулары"),
    "la": ("Usor", "Disputatio Usoris"),
    "lb": ("Benotzer", "Benotzer Diskussioun"),
    "lt": ("Naudotojas|Naudotoja", "Naudotojo aptarimas|Naudotojos aptarimas"),
    "lv": ("Dalībnieks|Lietotājs", "Dalībnieka diskusija|Lietotāja diskusija"),
    "mk": ("Корисник", "Разговор со корисник"),
    "ml": ("ഉപയോക്താവ്", "ഉപയോക്താവിന്റെ സംവാദം"),
    "mn": ("Хэрэглэгч", "Хэрэглэгчийн яриа"),
    "mr": ("सदस्य", "सदस्य चर्चा"),
    "ms": ("Pengguna", "Perbincangan Pengguna"),
    "mzn": ("کاربر", "بحث کاربر"),
    "nds": ("Bruker", "Bruker Diskuschoon"),
    "ne": ("प्रयोगकर्ता", "प्रयोगकर्ता वार्ता"),
    "nl": ("Gebruiker", "Overleg gebruiker"),
    "nn": ("Brukar", "Brukardiskusjon"),
    "no": ("Bruker", "Brukerdiskusjon"),
    "oc": ("Utilizaire", "Discussion Utilizaire"),
    "os": ("Архайæг", "Архайæджы дискусси"),
    "pl": (
        "Wikipedysta|Wikipedystka|Użytkownik|Użytkowniczka",
        "Dyskusja wikipedysty|Dyskusja wikipedystki|Dyskusja użytkownika|Dyskusja użytkowniczki",
    ),
    "pt": (
        "Usuário|Usuária|Usuário(a)|Utilizador|Utilizadora",
        "Usuário Discussão|Usuária Discussão|Usuário(a) Discussão|Utilizador Discussão|Utilizadora Discussão",
    ),
    "qu": ("Ruraq", "Ruraq rimanakuy"),
    "ro": ("Utilizator", "Discuție Utilizator|Discuţie Utilizator"),
    "ru": ("Участник|Участница", "Обсуждение участника|Обсуждение участницы"),
    "scn": ("Utenti", "Discussioni utenti"),
    "sh": (
        "Korisnik|Korisnica|Корисник|Корисница",
        "Razgovor s korisnikom|Razgovor s korisnicom|Razgovor sa korisnikom"
        "|Разговор с корисником|Разговор с корисницом",
    ),
    "sk": ("Redaktor|Redaktorka", "Diskusia s redaktorom|Diskusia s redaktorkou"),
    "sl": ("Uporabnik", "Uporabniški pogovor"),
    "sq": ("Përdoruesi|Përdoruesja", "Përdoruesi diskutim|Përdoruesja diskutim"),
    "sr": ("Корисник|Korisnik", "Разговор са корисником|Razgovor sa korisnikom"),
    "su": ("Pamaké", "Obrolan pamaké"),
    "sv": ("Användare", "Användardiskussion"),
    "sw": ("Mtumiaji", "Majadiliano ya mtumiaji"),
    "ta": ("பயனர்", "பயனர் பேச்சு"),
    "te": ("వాడుకరి|సభ్యులు|సభ్యుడు", "వాడుకరి చర్చ|సభ్యులపై చర్చ"),
    "tg": ("Корбар", "Баҳси корбар"),
    "th": ("ผู้ใช้", "คุยกับผู้ใช้"),
    "tl": ("Tagagamit", "Usapang tagagamit"),
    "tr": ("Kullanıcı", "Kullanıcı mesaj"),
    "uk": ("Користувач|Користувачка", "Обговорення користувача|Обговорення користувачки"),
    "ur": ("صارف", "تبادلۂ خیال صارف"),
    "uz": ("Foydalanuvchi", "Foydalanuvchi munozarasi"),
    "vec": ("Utente", "Discussion utente"),
    "vi": ("Thành viên", "Thảo luận Thành viên"),
    "wa": ("Uzeu", "Uzeu copene"),
    "yi": ("באַניצער|באַניצערין|באניצער", "באַניצער רעדן|באַניצערין רעדן|באניצער רעדן"),
    "yue": ("用戶", "用戶傾偈"),
    "zh": ("用户|用戶|使用者", "用户讨论|用戶討論|使用者討論|用户对话|用戶對話"),
}

# language: (the namespace of special pages, the page that lists one person's contributions)
CONTRIBUTIONS: dict[str, tuple[str, str]] = {
    "ar": ("خاص", "مساهمات"),
    "bg": ("Специални", "Приноси"),
    "bn": ("বিশেষ", "অবদান"),
    "ca": ("Especial", "Contribucions"),
    "ckb": ("تایبەت", "بەشدارییەکان"),
    "cs": ("Speciální", "Příspěvky"),
    "da": ("Speciel", "Bidrag"),
    "de": ("Spezial", "Beiträge"),
    "el": ("Ειδικό", "Συνεισφορές"),
    "en": ("Special", "Contributions|Contribs"),
    "es": ("Especial", "Contribuciones"),
    "fa": ("ویژه", "مشارکت‌ها"),
    "fi": ("Toiminnot", "Muokkaukset"),
    "fr": ("Spécial", "Contributions"),
    "he": ("מיוחד", "תרומות"),
    "hi": ("विशेष", "योगदान"),
    "hr": ("Posebno", "Doprinosi"),
    "hu": ("Speciális", "Szerkesztő közreműködései"),
    "hy": ("Սպասարկող", "Ներդրումները"),
    "id": ("Istimewa", "Kontribusi pengguna"),
    "it": ("Speciale", "Contributi"),
    "ja": ("特別", "投稿記録"),
    "ko": ("특수", "기여"),
    "la": ("Specialis", "Conlationes|Conlationes usoris"),
    "nl": ("Speciaal", "Bijdragen"),
    "no": ("Spesial", "Bidrag"),
    "pl": ("Specjalna", "Wkład"),
    "pt": ("Especial", "Contribuições"),
    "ro": ("Special", "Contribuții"),
    "ru": ("Служебная", "Вклад"),
    "sk": ("Špeciálne", "Príspevky"),
    "sl": ("Posebno", "Prispevki"),
    "sr": ("Посебно|Posebno", "Доприноси|Doprinosi"),
    "sv": ("Special", "Bidrag"),
    "tr": ("Özel", "Katkılar"),
    "uk": ("Спеціальна", "Внесок"),
    "vi": ("Đặc biệt", "Đóng góp"),
    "zh": ("Special|特殊", "用户贡献|用戶貢獻"),
}

# Prefixes that lead to another wiki of the movement; a language code is one too.
_PROJECTS = (
    "b c commons d f foundation incubator m mediawikiwiki meta mw n outreach outreachwiki q s simple species strategy "
    "testwiki v voy w wikibooks wikidata wikifunctions wikimania wikimedia wikinews wikipedia wikiquote wikisource "
    "wikispecies wikitech wikiversity wikivoyage wikt wiktionary wmf"
)
PROJECTS = frozenset(_PROJECTS.split())

# Templates that stand for the signature somebody forgot. What they hold: a name, a time, in any order.
_UNSIGNED = (
    "Unsigned|Unsigned2|UnsignedIP|UnsignedIP2|Unsigned IP|Autosigned|Xsign|غير موقع|Allekirjoittamaton|Aláíratlan"
    "|Não assinado|Nepodepsáno|Niepodpisane|Niepodpisany|Niet ondertekend|No firmado|Non firmato|Nonfirmato"
    "|Non signé|Osignerat|Usigneret|Без подписи|Без підпису|İmzasız"
)
UNSIGNED = frozenset(_UNSIGNED.casefold().split("|"))

# Templates that print a link to one person.
PERSON_LINKS = frozenset({"u", "user", "user0", "user2", "user5", "userlinks", "noping"})
