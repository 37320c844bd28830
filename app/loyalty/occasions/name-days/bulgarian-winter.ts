import type { FeastRow } from "./name-calendar.ts"

/** Names of January and February. */
export const BULGARIAN_WINTER: FeastRow[] = [
  {
    id: "vasilovden",
    title: "Васильовден",
    on: "01-01",
    names:
      "Васил=Basil,Vassil Василка=Vassilka Василена=Vassilena Васила Василия Василий=Vasily Вася Васка Васко Васьо Василиса Веселин=Vesselin Веселина=Vesselina Веселка Веско Весо Веса Веси Весела=Vessela",
  },
  {
    id: "silvestrovden",
    title: "Силвестровден",
    on: "01-02",
    names: "Силвестър=Sylvester,Silvester Силвия=Sylvia Силва Силвана Силви Сузана=Susanna Серафим Серафима",
  },
  {
    id: "yordanovden",
    title: "Богоявление, Йордановден",
    on: "01-06",
    names:
      "Йордан=Jordan Йорданка Йоргана Дана Данка Данчо Дончо Богдан Богдана Богой Бистра Бистрян Божан Божана Юрдан Юрданка Богомил Богомила",
  },
  {
    id: "ivanovden",
    title: "Ивановден",
    on: "01-07",
    names:
      "Иван=Ioann,Jan Ивана Иванка Иванна Иванина Иваничка Ивайло Ивайла Ивка Иво Ива Ивет Ивета Ивалин Ивалина Ивелин Ивелина Ивоан Ванчо Ваньо Ваня=Vanja Ванка Ванина Ваник Ванеса=Vanessa Йоан=John,Johan,Johann,Ян Йоана=Joanna,Johanna,Yoanna,Joann Йоанна Йован Йовка Йовко Йово Йонко Йонка Йончо Йоно Жан=Jean Жана=Jeanne,Zhanna,Jana Жанет=Jeannette,Janet Жанета Калоян ~Яна ~Янка ~Янко ~Яни",
  },
  { id: "teodosiy", title: "Преп. Теодосий Велики", on: "01-11", names: "Теодосий Теодоси Теодосия" },
  { id: "tatyana", title: "Св. Татяна", on: "01-12", names: "Татяна=Tatiana,Tatjana Таня=Tanja,Tania Таньо Танка" },
  { id: "nina", title: "Св. Нина", on: "01-14", names: "Нина Нинка Нини Нинел" },
  {
    id: "antonovden",
    title: "Антоновден",
    on: "01-17",
    names:
      "Антон=Anton,Anthony Антония=Antonia Антонина Антоанета=Antoinette,Antoaneta Антониета Антоан Антонио=Antonio Антоний Андон Андония Донка Доньо Тончо Тонка Тоньо Тони=Tony Тоня",
  },
  {
    id: "atanasovden",
    title: "Атанасовден",
    on: "01-18",
    names:
      "Атанас=Athanas,Athanasius Атанаска Атанасия Атанаси Наско Насо Нася Танас Танаска Танчо Тасо Таска Таско Тинка Начо Начко",
  },
  { id: "evtimovden", title: "Св. Евтимий", on: "01-20", names: "Евтим Евтимий Евтимия Ефтим Ефтимия" },
  {
    id: "maksim",
    title: "Св. Максим Изповедник",
    on: "01-21",
    names: "Максим=Maxime Максима Максимилиян=Maximilian Макси=Maxi Макс=Max",
  },
  { id: "timotey", title: "Св. Тимотей", on: "01-22", names: "Тимотей=Timothy Тимо Тимон Тимка" },
  { id: "kseniya", title: "Св. Ксения", on: "01-24", names: "Ксения=Xenia,Ksenia Аксения Аксиния Ксени" },
  {
    id: "grigorovden",
    title: "Св. Григорий Богослов",
    on: "01-25",
    names: "Григор Григорий=Gregory,Grigory Григория Григорина Гриша Гришо Горица",
  },
  { id: "efrem", title: "Св. Ефрем Сириец", on: "01-28", names: "Ефрем=Ephraim Ефросим" },
  {
    id: "trifonovden",
    title: "Св. Трифон",
    on: "02-01",
    names: "Трифон=Tryphon Трифонка Трифо Лозан Лозана Лозанка Лоза Лозен Гроздан Грозданка Грозьо Грозю Вино",
  },
  { id: "sretenie", title: "Сретение Господне", on: "02-02", names: "Сретен Сретена Сретенка" },
  {
    id: "simeonovden",
    title: "Св. Симеон Богоприимец",
    on: "02-03",
    names: "Симеон=Simeon,Simon Симеона Симона Симонета Симон Симо Симка Моню",
  },
  { id: "agata", title: "Св. Агатия", on: "02-05", names: "Агатия=Agatha Агата=Agatha" },
  {
    id: "haralampievden",
    title: "Св. Харалампий",
    on: "02-10",
    names: "Харалампи Харалампий Харалан Харалампия Хари=Harry Ламби Ламбо Ламбрин ~Валентин ~Валентина",
  },
  { id: "zoya", title: "Св. Зоя", on: "02-13", names: "Зоя=Zoe,Zoja Зойка Зоица Евлоги Евлогий" },
  {
    id: "trifon_zarezan",
    title: "Трифон Зарезан, Св. Валентин",
    on: "02-14",
    names:
      "Валентин Валентина Валентино Вальо Валя Валка Валчо ~Трифон ~Трифонка ~Трифо ~Лозан ~Лозана ~Лозанка ~Лоза ~Лозен ~Гроздан ~Грозданка ~Грозьо ~Вино",
  },
  {
    id: "lavovden",
    title: "Св. Лъв, папа Римски",
    on: "02-18",
    names: "Лъв=Lev Лъвчо Лео Леон Леона Леонтий Леонид=Leonid Леонора",
  },
]
