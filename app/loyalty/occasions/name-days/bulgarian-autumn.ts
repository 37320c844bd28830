import type { FeastRow } from "./name-calendar.ts"

/** Names of September, October and November. */
export const BULGARIAN_AUTUMN: FeastRow[] = [
  { id: "simeon_stalpnik", title: "Св. Симеон Стълпник", on: "09-01", names: "~Симеон ~Симеона ~Симона ~Симо ~Симон" },
  {
    id: "elisaveta",
    title: "Св. св. Захария и Елисавета",
    on: "09-05",
    names:
      "Елисавета=Elisabeth,Elizaveta,Elizabeth Елизабет=Elizabeth,Elisabeth Елизавета Елиза Елза=Elsa Лиза=Lisa,Liza Лизка ~Лили=Lilly Вета Бети=Betty Захари=Zachary Захария=Zacharia Захарий Захарина Захаринка",
  },
  {
    id: "malka_bogoroditsa",
    title: "Рождество Богородично",
    on: "09-08",
    names: "~Мария=Mary ~Марийка ~Мара ~Марияна ~Мариян ~Мариана ~Панайот ~Деспина",
  },
  { id: "yoakim", title: "Св. св. Йоаким и Анна", on: "09-09", names: "Йоаким=Joachim Яким Якимка Якимчо" },
  {
    id: "krastovden",
    title: "Кръстовден",
    on: "09-14",
    names: "Кръстьо=Krastio Кръстю Кръсто Кръстан Кръстана Кръстина Кръстинка Кръстил Ставри Ставрина",
  },
  {
    id: "lyudmila",
    title: "Св. Людмила",
    on: "09-16",
    names: "Людмила=Ludmila,Ludmilla Людмил=Ludmil Люси=Lucy Мила=Mila",
  },
  {
    id: "vyara_nadezhda_lyubov",
    title: "Св. св. Вяра, Надежда, Любов и София",
    on: "09-17",
    names:
      "Вяра=Viara Вера Верка Верослава Верослав Веруня Надежда=Nadejda Надя=Nadia,Nadja Надка Надко Наде Любов=Liubov Люба Любка Любчо Любен=Luben Любена Любим Любима Любомир=Lubomir Любомира=Lubomira Любослав=Luboslav Любослава Любо=Lubo Любина София=Sofia,Sophia,Sophie Софи=Sophie Софка Софийка Софияна=Sofiana Соня=Sonya,Sonia,Sonja",
  },
  { id: "evstatiy", title: "Св. Евстатий", on: "09-20", names: "Евстати Евстатий=Eustace Стати Евстатия" },
  { id: "venceslav", title: "Св. Вячеслав", on: "09-28", names: "~Венцислав ~Венцислава" },
  { id: "roman", title: "Св. Роман Сладкопевец", on: "10-01", names: "Роман Романа Ромео" },
  {
    id: "kiprian",
    title: "Св. Киприан и Юстина",
    on: "10-02",
    names: "Киприан=Cyprian Куприян Юстина=Justina Юстин=Justin Юстиниан Юстиян",
  },
  {
    id: "tomovden",
    title: "Св. апостол Тома",
    on: "10-06",
    names: "Тома=Thomas Томас=Thomas Томислав Томислава Томчо Томаица Томина Томка Том=Tom",
  },
  {
    id: "sergey",
    title: "Св. св. Сергий и Вакх",
    on: "10-07",
    names: "Сергей=Sergei,Serge Серж=Serge Сергий Серьожа Серго",
  },
  { id: "pelagiya", title: "Преп. Пелагия", on: "10-08", names: "Пелагия Пелагея Таисия" },
  { id: "avraam", title: "Св. Авраам", on: "10-09", names: "Авраам=Abraham Аврам=Avram Аврама" },
  {
    id: "petkovden",
    title: "Петковден",
    on: "10-14",
    names: "Петко Петка Петкана Петкан Параскева Параскев Параскевия Парашкев Парашкева Парашка Кева Пенка",
  },
  { id: "lukovden", title: "Св. апостол Лука", on: "10-18", names: "Лука=Luke,Lucas Лукан Лукана Лукас=Lucas" },
  {
    id: "zlata",
    title: "Св. Злата Мъгленска",
    on: "10-18",
    names: "Злата Златка Златко Златан Златана Златина Златин Златомир Злати",
  },
  {
    id: "dimitrovden",
    title: "Димитровден",
    on: "10-26",
    names:
      "Димитър=Dimitri,Dmitry,Dmitri,Demetrius,Dimitry,Димитрий,Дмитрий,Dimiter Димитра Димитрина Димитрия Димитринка Димитричка Димитрий Димо Дима Димка Димчо Димана Диман Димяна Димян Митко Митка Митьо Мито Мита Митра Митрана Митрина Дими=Dimi",
  },
  { id: "nestor", title: "Св. Нестор", on: "10-27", names: "Нестор" },
  {
    id: "vrachovden_noemvri",
    title: "Св. св. Козма и Дамян (ноември)",
    on: "11-01",
    names: "~Козма ~Кузма ~Кузман ~Дамян ~Дамяна ~Дамянка Аргир Аргира",
  },
  {
    id: "arhangelovden",
    title: "Архангеловден",
    on: "11-08",
    names:
      "Ангел=Angel,Angelo Ангела=Angela Ангелина=Angelina Ангелинка Ангелка Ангелчо Ангелия Ангелика Анжела=Angela Анжелина=Angelina Анжелика=Angelica Анелия=Anelia Анжел=Angele Лина Михаил=Michael,Michail,Mikhail Михаела=Michaela,Mikaela Михайлена Михайлина Михайл Михайло Михал Мишо Миша Мишел=Michelle,Michel Мишка Михо Михалка Рангел Рангелка Рафаил=Raphael Рафаел=Raphael,Rafael Рафаела=Raffaella Райко Райка Райна Райно Райчо Рая=Raya Руска ~Радка ~Радко ~Гавраил ~Гаврил ~Габриела ~Габриел ~Огнян ~Огняна",
  },
  { id: "nektariy", title: "Св. Нектарий", on: "11-09", names: "Нектарий Нектария" },
  {
    id: "mina",
    title: "Св. Мина",
    on: "11-11",
    names:
      "Мина Минка Минко Минчо Мино Виктор=Victor Виктория=Victoria Викторио=Vittorio,Victorio Викторина Вики=Vicky,Vicki Викенти Викентия Винсент=Vincent Вичо",
  },
  {
    id: "filipovden",
    title: "Св. апостол Филип",
    on: "11-14",
    names: "Филип=Philip,Phillip,Philippe Филипа Филка Фильо Филко Филчо",
  },
  {
    id: "mateevden",
    title: "Св. апостол Матей",
    on: "11-16",
    names: "Матей=Matthew,Mathew,Matthias,Mattey Матея=Matea,Mateja Матьо Матвей=Matvey Матеа Матео=Matteo",
  },
  {
    id: "vavedenie",
    title: "Въведение Богородично",
    on: "11-21",
    names: "~Мария=Mary ~Марийка ~Мара ~Марияна ~Мариян ~Мариана Веда",
  },
  {
    id: "aleksandar_nevski",
    title: "Св. Александър Невски",
    on: "11-23",
    names: "~Александър=Alexander ~Александра ~Сашо ~Саша ~Сашка ~Алекс ~Александрина",
  },
  {
    id: "ekaterina",
    title: "Св. Екатерина",
    on: "11-24",
    names:
      "Екатерина=Catherine,Katherine,Ekaterine Катерина=Katherine,Catherine Катрин=Catherine,Kathrin,Katrin Катя=Katja,Katia Катина Катинка Катка Кати=Kathy,Katie,Cathy Кета Кети=Kate,Katy Каталина=Catalina Кейт=Kate Карина=Karina Катюша",
  },
  {
    id: "klimentovden",
    title: "Св. Климент Охридски",
    on: "11-25",
    names:
      "Климент=Clement Климентина=Clementine Клементина=Clementine Клим Клемент=Clement ~Екатерина=Catherine ~Катерина ~Катя ~Катрин ~Катина ~Катинка",
  },
  {
    id: "stiliyanovden",
    title: "Св. Стилиян",
    on: "11-26",
    names:
      "Стилиян=Stylian Стилияна=Styliana Стилян Стиляна Стелиян=Stelian Стелияна=Steliana Стела=Stella Щилиян Щилияна Щилян Щиляна",
  },
  {
    id: "andreevden",
    title: "Андреевден",
    on: "11-30",
    names:
      "Андрей=Andrew,Andrei,Andreas,Andrej Андрея=Andrea Андреа=Andrea Андреана Андреян Андреяна Андрешко Анди=Andy Андро Храбър Храбрина Дешка Дешо Първан Първана Първанка",
  },
]
