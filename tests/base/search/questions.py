"""Titles in twelve languages, and what people type who look for them: without accents, bent otherwise, cut short, in
another spelling, with a slip, or out of order."""

from __future__ import annotations

# Language: titles, each with the questions that must find it.
TITLES: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "How to run an edit-a-thon in a library": (
            "edit-a-thon library",
            "editathon",
            "libraries edit",
            "Run an edit-a",
        ),
        "Mentoring newcomers on small wikis": (
            "mentoring newcomer",
            "NEWCOMERS small wiki",
            "mentorng",
            "wikis mentoring",
        ),
        "Writing a grant application that gets read": ("grant applications", "grnat application", "writing a grant"),
        "Community's code of conduct, explained": ("community code of conduct", "conduct", "communities code"),
        "Photographs of heritage: rights and licences": ("licence heritage", "photograph", "heritge photographs"),
        "Facilitating difficult conversations": ("difficult conversation", "facilitat", "conversations"),
    },
    "pt": {
        "Como organizar uma oficina de edição": ("oficina de edicao", "edições oficinas", "OFICINA", "organizar ofic"),
        "Tradução de páginas de ajuda": ("traducao", "traduções de ajuda", "páginas de ajud", "tradusão"),
        "Ações de divulgação nas escolas públicas": (
            "ação escola",
            "divulgacoes",
            "acoes nas escolas",
            "escolas publi",
        ),
        "Guia de verificabilidade e fontes confiáveis": ("verificabilidade", "fonte confiável guia", "verificabilidad"),
        "Resolução de conflitos entre editores": ("resolucao de conflito", "conflitos", "editor conflitos"),
    },
    "es": {
        "Cómo evaluar las necesidades de aprendizaje": ("necesidad aprendizaje", "EVALUAR NECESIDADES", "aprendisaje"),
        "Traducciones con la herramienta de contenido": (
            "traduccion herramienta",
            "traducción",
            "herramientas de cont",
        ),
        "Niñas y jóvenes que editan": ("ninas jovenes", "niña", "jóvenes que ed"),
        "Presupuesto y rendición de cuentas": ("presupuestos", "rendicion cuenta", "presupusto"),
        "Archivos comunitarios en pueblos indígenas": ("archivo comunitario", "pueblo indígena", "indigenas archivos"),
    },
    "fr": {
        "L'éducation aux médias pour les débutants": ("education", "éducation média", "debutant", "l’éducation aux"),
        "Animer un atelier d'écriture collaborative": (
            "ateliers",
            "ecriture collaborative",
            "atelier d'ecr",
            "colaborative",
        ),
        "Capacités de gouvernance des associations": ("capacité gouvernance", "association", "gouvernanse"),
        "Œuvres du domaine public": ("oeuvre", "oeuvres domaine", "ŒUVRE PUBLIC", "domaine publ"),
        "Bibliothèques : où trouver des sources ?": ("bibliotheque", "sources bibliothèque", "bibliothéques"),
    },
    "ar": {
        "دليل المحررين الجدد في ويكيبيديا": ("المحررون الجدد", "دَلِيل", "ويكيبيديا دليل", "ويكيبيد"),
        "كتابة المقالات عن التراث": ("كتابه", "مقالات التراث", "تراث", "المقال عن"),
        "إدارة المجتمعات المحلية": ("اداره", "مجتمعات محلية", "المجتمع", "ادارة المجتمعات"),
        "ترجمة صفحات المساعدة": ("ترجمه", "صفحة مساعدة", "المساعده", "ترجمة صفح"),
        "حل الخلافات بين المتطوعين": ("الخلاف", "متطوعون", "حــل", "المتطوعين حل"),
    },
    "hi": {
        "हिन्दी विकिपीडिया पर लेख कैसे लिखें": ("हिंदी", "विकिपीडिया लेख", "लेखों", "विकिपी"),
        "भाषाओं के लिए अनुवाद उपकरण": ("भाषा अनुवाद", "भाषाएँ", "अनुवाद", "उपकरणों"),
        "समुदाय में नेतृत्व का विकास": ("समुदायों", "नेतृत्व", "विकास समुदाय", "नेतृ"),
        "क़ानून और कॉपीराइट": ("कानून", "कॉपीराइट", "कापीराइट क़ानून"),
        "सम्पादन कार्यशाला का आयोजन": ("संपादन", "कार्यशाला", "कार्यशालाएँ", "आयोजन संपादन"),
    },
    "bn": {
        "বাংলা উইকিপিডিয়ায় নিবন্ধ লেখা": ("বাংলা", "নিবন্ধ", "উইকিপিডিয়া", "বাংলা নিব"),
        "সম্প্রদায়ের নেতৃত্ব গঠন": ("নেতৃত্ব", "সম্প্রদায়", "গঠন নেতৃত্ব"),
        "অনুবাদ কর্মশালা": ("অনুবাদ", "কর্মশালা", "কর্মশা", "কর্মশালা অনুবাদ"),
        "ছবি তোলার প্রতিযোগিতা": ("ছবি", "প্রতিযোগিতা", "প্রতিযোগিত"),
    },
    "zh": {
        "维基百科编辑入门": ("维基百科", "编辑", "入门", "百科编辑"),
        "社区领导力发展计划": ("领导力", "社区", "发展计划", "领导"),
        "如何举办编辑松": ("编辑松", "举办", "松"),
        "图书馆员的维基媒体课程": ("图书馆", "维基媒体", "课程", "图书馆课程"),
    },
    "ja": {
        "ウィキペディアの書き方": ("ウィキペディア", "うぃきぺでぃあ", "書き方", "ウィキ"),
        "学習コミュニティの作り方": ("学習", "コミュニティ", "作り方 学習", "ｺﾐｭﾆﾃｨ"),
        "図書館で開くエディタソン": ("図書館", "エディタソン", "エディタ", "図書"),
        "翻訳者のための用語集": ("用語集", "翻訳", "翻訳者", "語"),
    },
    "ru": {
        "Сообщества и их потребности": ("сообщество", "потребность", "сообществам", "потребн"),
        "Наставничество для новых участников": ("наставничества", "новый участник", "участники", "наставничесво"),
        "Ёмкие статьи: правила и примеры": ("емкие", "статья", "правило пример", "статей"),
        "Обучение администраторов вики": ("обучения", "администратор", "АДМИНИСТРАТОРЫ", "обучен"),
    },
    "th": {
        "วิธีเขียนบทความวิกิพีเดีย": ("วิกิพีเดีย", "บทความ", "เขียนบทความ", "วิกิ"),
        "การอบรมครูในโรงเรียน": ("โรงเรียน", "ครู", "อบรมครู", "การอบรม"),
        "ชุมชนและการเรียนรู้": ("ชุมชน", "เรียนรู้", "การเรียน"),
        "แปลหน้าช่วยเหลือ": ("ช่วยเหลือ", "แปล", "หน้าช่วย"),
    },
    "am": {
        "የኢትዮጵያ ታሪክ ጽሑፎች": ("ታሪክ", "ፅሁፎች", "የኢትዮጵያ", "ኢትዮጵያ ታሪክ ጽሑፎች"),
        "ዊኪፔዲያን እንዴት ማረም ይቻላል": ("ማረም", "እንዴት", "ዊኪፔዲያን", "ዊኪፔዲ"),
        "የማኅበረሰብ አመራር ሥልጠና": ("አመራር", "ስልጠና", "የማህበረሰብ", "ዓመራር"),
        "የትርጉም መሣሪያዎች": ("የትርጉም", "መሳሪያዎች", "መሣሪያ"),
    },
}
QUESTIONS = [
    (language, number, question)
    for language, titles in TITLES.items()
    for number, questions in enumerate(titles.values())
    for question in questions
]
