import type { FeastRow } from "./name-calendar.ts"

/** Names of December. */
export const BULGARIAN_DECEMBER: FeastRow[] = [
  {
    id: "varvara",
    title: "Св. Варвара",
    on: "12-04",
    names: "Варвара=Barbara Барбара=Barbara Варка Варя=Varia Вари Варчо",
  },
  {
    id: "savovden",
    title: "Св. Сава Освещени",
    on: "12-05",
    names: "Сава=Sava,Savva Савка Савина Савчо Съби Събо Събка Събина Събчо Савин",
  },
  {
    id: "nikulden",
    title: "Никулден",
    on: "12-06",
    names:
      "Никола=Nicholas,Nicola Николай=Nicholas,Nikolay,Nikolai,Nikolaj Николина=Nicolina Николинка Николета=Nicoletta Никол=Nicole,Nikole Николайна Никулина Никулка Никулчо Ники=Nicky,Niki Никита=Nikita Нико=Nico Кольо Колю Коля=Kolya Кола Нинко Ненка Ненчо Нено Никодим=Nicodemus Николас=Nicholas,Nicolas Никос",
  },
  {
    id: "zimna_anna",
    title: "Зачатие на св. Анна",
    on: "12-09",
    names:
      "Анна=Anne,Hannah Ана=Ann Ани=Annie,Anny Аня=Anja,Ania Анка Анета=Annette,Aneta Анита=Anita Аничка Ано Анчо Анче=Anelia Анет=Annette Анастейша ~Анелия",
  },
  {
    id: "spiridonovden",
    title: "Св. Спиридон",
    on: "12-12",
    names: "Спиридон=Spyridon Спирос=Spyros Спиро Спирка Спиридонка",
  },
  {
    id: "lukiya",
    title: "Св. Лукия",
    on: "12-13",
    names: "Лукия=Lucia Лусия=Lucia Лучия=Lucia Луция=Lucia Луиза=Louise,Louisa Евстратий",
  },
  {
    id: "elevteriy",
    title: "Св. Елевтерий",
    on: "12-15",
    names: "Елевтер Елевтери Елевтерий Елевтерия Лефтер Лефтера Свобода Свободка",
  },
  {
    id: "danailovden",
    title: "Св. пророк Даниил",
    on: "12-17",
    names:
      "Данаил=Daniel Данаила Даниел=Daniel Даниела=Daniella,Danielle,Daniele Даниил Данила Данаилка Дани=Danny,Dany Дан=Dan Даника ~Дана ~Данчо",
  },
  {
    id: "modestovden",
    title: "Св. Модест, Св. Севастиян",
    on: "12-18",
    names: "Модест Модеста Севастиян Севастиан Себастиан=Sebastian Севаст",
  },
  {
    id: "ignazhden",
    title: "Игнажден",
    on: "12-20",
    names:
      "Игнат=Ignat Игната Игнатий=Ignatius Игнатка Искра Искрен Искрена Искренка Огнян=Ognian Огняна=Ogniana Огнемир Огнен",
  },
  {
    id: "yuliyana",
    title: "Св. Юлияна",
    on: "12-21",
    names: "Юлиян=Julian Юлиан=Julian Юлияна=Juliana Юлиана=Juliana Жулиета=Juliet,Juliette Жулиан=Julian",
  },
  {
    id: "anastasiya",
    title: "Св. Анастасия",
    on: "12-22",
    names: "Анастасия=Anastasia Анастас Анастасий Настя=Nastja Сия Анастаса Стаси=Stacy Анастасиос",
  },
  { id: "naumovden", title: "Св. Наум Охридски", on: "12-23", names: "Наум Наумка" },
  {
    id: "evgeniya",
    title: "Св. Евгения",
    on: "12-24",
    names:
      "Евгения=Eugenia,Evgenia Евгени=Eugene,Evgeny,Evgenii,Евгений Евгений Жени=Jenny,Jeni Женя=Zhenya,Jenia Ева=Eve Евелин=Evelyn Евелина",
  },
  {
    id: "koleda",
    title: "Рождество Христово",
    on: "12-25",
    names:
      "Христо=Christo,Christos Христомир Христиан=Christian Христиана=Christiana Християн Християна Кристиян=Christian Кристиан=Christian,Kristian Кристияна=Christiana Кристиана=Christiana Крис=Chris Кристо=Christo Христос=Christos Христоско Ицо Радослав Радослава Радост Радостин Радостина Радостинка Радомир Радомира Радо Рада Ради Радой Радка Радко Радина Божидар Божидара Бисер Бисера Коледа ~Христина=Christina ~Кристина ~Божана ~Божан",
  },
  {
    id: "sabor_bogorodichen",
    title: "Събор на Пресвета Богородица",
    on: "12-26",
    names:
      "Йосиф=Joseph,Josef,Iosif Йосифа Джоузеф=Joseph Йосе Емануил=Emmanuel,Emanuel Емануела=Emanuela,Emanuelle Емануел=Emanuel Мануела=Manuela Мануил",
  },
  {
    id: "stefanovden",
    title: "Стефановден",
    on: "12-27",
    names:
      "Стефан=Stephen,Stephan,Steven Стефана Стефания=Stephanie,Stefanie,Stephania Стефи=Steffi,Stephy Стефка Стефчо Стефани=Stephanie Стойчо Стою Стойо Стойко Стойка Стойне Стойна Стоил Стоилка Стоимен Стоименка Стоян=Stojan Стояна=Stojana Стоянка Стоянчо Стамен Стаменка Стана Станка Станко Стано Станислав Станислава Станимир Станимира Станчо Станой Станоя Стани Стоица Стефо Фани=Fanny Цанко Цанка Цоню Цонко Цонка Цоньо Цона Венцислав=Vencislav Венцислава=Vencislava Венцеслав Венелин Венко Венета Запрян Запряна Запрянка",
  },
  { id: "melaniya", title: "Преп. Мелания", on: "12-31", names: "Мелания=Melania,Melanie Мелани=Melanie" },
]
