import type { FeastRow } from "./name-calendar.ts"

/** Names of June, July and August. */
export const BULGARIAN_SUMMER: FeastRow[] = [
  {
    id: "valeriya",
    title: "Св. Валерия",
    on: "06-07",
    names: "Валерия=Valeria Валери=Valery,Valerie Валерий Валерка Валериан Лера",
  },
  { id: "vartolomey", title: "Св. апостол Вартоломей", on: "06-11", names: "Вартоломей=Bartholomew Варто Варта" },
  { id: "eliseyden", title: "Св. пророк Елисей", on: "06-14", names: "Елисей=Elisey Елисея Елиша" },
  {
    id: "vidovden",
    title: "Видовден",
    on: "06-15",
    names: "Вида Видка Видко Видан Видана Виделина Витан Витана Витомир Витко Вито Августин Августина Августа",
  },
  {
    id: "enyovden",
    title: "Еньовден",
    on: "06-24",
    names:
      "Еньо Еню Ена Енка Енчо Енко Енита Яна=Jana,Yanna Янка Янко Яни=Janis Яне Янита Яница Янина=Janina Янислав Янислава Янчо Янек Биляна=Biljana Билян",
  },
  { id: "davidovden", title: "Преп. Давид", on: "06-26", names: "Давид=David Дейвид=David Давида" },
  {
    id: "petrovden",
    title: "Петровден",
    on: "06-29",
    names:
      "Петър=Peter,Pieter,Pyotr,Пётр,Petr Петра Петрана Петранка Петрина Петрика Петрия Петрун Петруна Петринка Петя=Petja Петрослав Пеньо Пенчо Пена Пенко Пейо Пейко Пейчо Пеша Пешо Пепа Пепи Пепо Пею Перо Павел=Paul,Pavel,Pawel Павлина Павлин Павла Павлета Павлик Пол=Paul Полина=Paulina,Pauline Поля=Polja Паулина=Pauline Камен Камена Каменка Кремен Кремена Пламен Пламена Пламенка Крум Крума",
  },
  {
    id: "pavlovden",
    title: "Събор на светите апостоли",
    on: "06-30",
    names: "Апостол Апостолка Апостола ~Павел=Paul ~Павлина ~Павлин ~Полина ~Поля ~Павла",
  },
  {
    id: "vrachovden",
    title: "Св. св. Козма и Дамян",
    on: "07-01",
    names: "Козма=Cosmas,Kosma Кузма Кузман Дамян=Damian,Damyan Дамяна Дамянка Дамянчо Дамиян Врачо",
  },
  {
    id: "nedelya",
    title: "Св. Неделя",
    on: "07-07",
    names: "Неделя Неделчо Недялко Недялка Неделин Неделина Недко Недка Неда Нели=Nelly,Nellie Деля Делчо Делка",
  },
  { id: "prokopiy", title: "Св. Прокопий", on: "07-08", names: "Прокоп Прокопи Прокопий Прокопия" },
  { id: "olga", title: "Св. Олга", on: "07-11", names: "Олга=Olga Оля=Olja Олег=Oleg" },
  { id: "veronika", title: "Св. Вероника", on: "07-12", names: "Вероника=Veronica,Veronika Рони Веро" },
  {
    id: "vladimirovden",
    title: "Св. княз Владимир",
    on: "07-15",
    names:
      "Владимир Владимира Владо Влада Влади=Vlady Владислав Владислава Владко Владка Владин Ладислав Господин Господинка",
  },
  { id: "yuliya", title: "Св. Юлия", on: "07-16", names: "Юлия=Julia Юлка Жулия=Julia Джулия=Julia,Giulia Юли=Julie" },
  {
    id: "marina",
    title: "Св. Марина",
    on: "07-17",
    names: "Марина=Marina Марин Маринка Маринчо Маринела Марио=Mario Маринета Мариус",
  },
  {
    id: "emiliyan",
    title: "Св. Емилиян",
    on: "07-18",
    names: "Емил=Emile Емилия=Emily,Emilia,Emilie Емилиян=Emilian Емилияна=Emiliana Еми=Emmy,Emi Ема=Emma Емилчо Милка",
  },
  {
    id: "ilinden",
    title: "Илинден",
    on: "07-20",
    names:
      "Илия=Elias,Elijah Илийка Илийчо Илиян=Ilian Илияна=Iliana Илина Илинка Илинда Илко Илка Иличо Илчо Личо Лико Елиас=Elias Лилко",
  },
  {
    id: "magdalena",
    title: "Св. Мария Магдалена",
    on: "07-22",
    names: "Магдалена=Magdalene Магдалина Магда Маги=Maggie Мадлен=Madeleine,Madlen Миглена Меглена Маделин=Madeline",
  },
  {
    id: "hristina",
    title: "Св. Христина",
    on: "07-24",
    names:
      "Христина=Christina,Hristine Кристина=Christina Кристин=Christine,Kristine Криста Криси=Chrissy Ина=Ina Тина ~Борис ~Борислав",
  },
  {
    id: "letna_anna",
    title: "Успение на св. Анна",
    on: "07-25",
    names: "Олимпия=Olympia Олимпи ~Анна ~Ана ~Ани ~Аня ~Анка ~Анета ~Анита",
  },
  {
    id: "panteley",
    title: "Св. Пантелеймон, Св. Седмочисленици",
    on: "07-27",
    names: "Пантелеймон Пантелей Панталей Панто Пантьо Горазд ~Климент ~Сава ~Наум",
  },
  {
    id: "preobrazhenie",
    title: "Преображение Господне",
    on: "08-06",
    names: "Сотир Сотира Сотирка Преображен ~Спас ~Спаска",
  },
  {
    id: "lavrentiy",
    title: "Св. Лаврентий",
    on: "08-10",
    names: "Лаврентий=Lawrence,Laurentius Лаврения Лавренти Лаврент",
  },
  {
    id: "bogoroditsa",
    title: "Успение Богородично",
    on: "08-15",
    names:
      "Мария=Maria,Mary,Marie Марийка Мара Маруся Марика Мариана=Marianna Марияна=Marianne Мариян=Marian Мариан Мариела=Mariella Мариета=Marietta Марийчо Мари=Marie Маша Мима Мими=Mimi Мимоза Панайот Панайотка Пана Пани Панка Деспина Деспа Марийана",
  },
  { id: "samuil", title: "Св. пророк Самуил", on: "08-20", names: "Самуил=Samuel Самуела Сами=Sammy Самуел=Samuel" },
  { id: "tadey", title: "Св. апостол Тадей", on: "08-21", names: "Тадей=Thaddeus" },
  {
    id: "nataliya",
    title: "Св. св. Адриан и Наталия",
    on: "08-26",
    names:
      "Наталия=Natalia,Natalie,Nathalie Натали=Natalie Наталка Наташа=Natasha Ната Адриан=Adrian Адриана=Adriana,Adrienne Адриян Андриан Андриана",
  },
  {
    id: "aleksandrovden",
    title: "Св. Александър",
    on: "08-30",
    names:
      "Александър=Alexander,Alexandar,Александр Александра=Alexandra Александрина=Alexandrina Александрин Алекс=Alex Алекса Алеко Алек=Alec Сашо=Sasho Саша=Sasha,Sascha Сашка Сандра=Sandra Сандо Санди=Sandy Сандрина",
  },
]
