import type { FeastRow } from "./name-calendar.ts"

/** Names of March, April and May. */
export const BULGARIAN_SPRING: FeastRow[] = [
  {
    id: "marta",
    title: "Баба Марта, Св. Евдокия",
    on: "03-01",
    names: "Марта=Martha Мартина Мартинка Мартен Евдокия Докия Евдоким ~Мартин",
  },
  { id: "gerasim", title: "Преп. Герасим", on: "03-04", names: "Герасим Гера Герасима" },
  { id: "mladentsi", title: "Св. Четиридесет мъченици", on: "03-09", names: "Младен Младена Младенка Младенчо" },
  { id: "galina", title: "Св. Галина", on: "03-10", names: "Галина Галин Галя=Galja Галена Галинка Галчо" },
  { id: "sofroniy", title: "Св. Софроний Врачански", on: "03-11", names: "Софроний Софрони Софрон" },
  {
    id: "alekseevden",
    title: "Св. Алексий",
    on: "03-17",
    names: "Алексей=Alexei,Alexey,Aleksey Алекси=Alexi,Alexis Алексий Алексия=Alexia Альоша=Alyosha,Alosha Лекса",
  },
  {
    id: "dariya",
    title: "Св. Хрисант и Дария",
    on: "03-19",
    names: "Дария=Daria,Darya Дара Дарин Дарина Дарена Дарка Дарко Даря Дарий=Darius Дариан",
  },
  {
    id: "blagovets",
    title: "Благовещение",
    on: "03-25",
    names:
      "Благой Благо Блага Благовест Благовеста Благовестка Благослав Благослава Благомир Благородна Блажо Благойчо Вангел Вангелина Вангелия Ванга Евангел Евангелина=Evangeline Евангелия Евангелос Евангели",
  },
  {
    id: "gavrailovden",
    title: "Събор на св. архангел Гавриил",
    on: "03-26",
    names:
      "Гавраил=Gabriel Гаврил Гавриил Габриел=Gabriel Габриела=Gabriella,Gabriele Гавраила Габи=Gaby,Gabi Гавриела",
  },
  {
    id: "boyanovden",
    title: "Св. Боян-Енравота",
    on: "03-28",
    names: "Боян=Bojan Бояна=Bojana Боянка Боянчо Бонка Боню Бончо",
  },
  { id: "martinovden", title: "Св. Мартин Изповедник", on: "04-14", names: "Мартин Мартинчо ~Мартина" },
  { id: "markovden", title: "Св. апостол Марк", on: "04-25", names: "Марк=Mark,Marcus Марко=Marco Маркос Марчо" },
  {
    id: "yakovden",
    title: "Св. апостол Яков",
    on: "04-30",
    names: "Яков=Jacob,Iakov Якоб=Jakob Жак=Jacques,Jack Якова Яко",
  },
  { id: "eremiinden", title: "Св. пророк Еремия", on: "05-01", names: "Еремия=Jeremiah,Jeremy Йеремия Еремина Ерма" },
  {
    id: "borisovden",
    title: "Св. цар Борис",
    on: "05-02",
    names: "Борис Борислав Борислава Боряна=Boriana Борянка Бориса Боримир Боримира Боби=Bobby Борко Борка Борил",
  },
  {
    id: "irina",
    title: "Св. Ирина",
    on: "05-05",
    names: "Ирина=Irene,Iryna Ирена Ирен Ирма Ира Мира Мирена Мирослав Мирослава Миро Мирко Рина Рени",
  },
  {
    id: "gergyovden",
    title: "Гергьовден",
    on: "05-06",
    names:
      "Георги=George,Georgii,Georgy,Георгий Георгия=Georgia Георгина Гергана Герган Гергин Гергина Герга Герго Ганчо Ганка Гана Гена Генка Генчо Гено Гинка Гина Гиньо Гого Гоце Гошо Гошка Горан Жоро Жорж=Georges Жоржета=Georgette Джорджа=Georgia Джордж=George Зорка",
  },
  { id: "hristofor", title: "Св. Христофор", on: "05-09", names: "Христофор=Christopher,Kristofer" },
  {
    id: "kiril_metodiy",
    title: "Св. св. Кирил и Методий",
    on: "05-11",
    names: "Кирил=Cyril,Kirill,Кирилл Кирила Кирилка Кира Киро Кирчо Кироска Методи Методий=Methodius Методия",
  },
  { id: "germanovden", title: "Св. Герман", on: "05-12", names: "Герман=German Германа Герма" },
  { id: "lidiya", title: "Св. Лидия", on: "05-20", names: "Лидия=Lydia Лида Лиди Лидка" },
  {
    id: "konstantin_elena",
    title: "Св. св. Константин и Елена",
    on: "05-21",
    names:
      "Константин=Constantine Константина Костадин Костадина Костадинка Костадинчо Коста Костас Костика Костя Косьо Кочо Койчо Койо Динко Динка Дина Динчо Кунчо Куна Кина Елена=Helen,Helena,Elene,Yelena,Hélène Еленка Елен Елин Елина Елинка Елка Ели=Ellie,Eli Еля Леночка Ленко Ленка Лена Илона Хелена Елеонора=Eleonora,Eleanor Нора",
  },
  {
    id: "kiril_metodiy_24",
    title: "24 май",
    on: "05-24",
    names: "~Кирил=Cyril ~Кирила ~Кирилка ~Кира ~Киро ~Кирчо ~Методи ~Методий ~Методия",
  },
]
