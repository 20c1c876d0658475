"""This is the table of given names and their short forms.

Source: common English usage, written down by hand for this project; facts of language, free for any use. A line is one
name and the forms that a person of that name goes by. A form may stand in several lines: Alex is short for
Alexander and for Alexandra, and these two still differ.
"""

_FORMS = """
aaron ron ronnie
abigail abby abbie gail
abraham abe abram
adelaide addie
agnes aggie
albert al bert bertie
alexander alex alec alek sandy sasha xander aleksandr alexandre alejandro alexandr
alexandra alex sandra sasha lexi alexa
alexis alex lexi
alfred al alf fred freddie
alice ali ally
allison alison ali allie ally alyson allyson
amanda mandy
andrea andie
andrew andy drew andre andrei
angela angie
ann anne anna annie nan nancy
anthony tony antony anton antonio
archibald arch archie
arthur art artie
augustus gus augie
barbara barb babs barbie
bartholomew bart
beatrice bea trixie
benjamin ben benny benji
bernard bernie
bertram bert
bradley brad
bradford brad
brian bryan bri
caleb cal
calvin cal
cameron cam
carol carrie caroline
caroline carolyn carrie carolyn lynn
catherine katherine kathryn kathleen cathy kathy kate katie katy kit kay cat katharine kat
cecilia cece celia
charles charlie chuck chas charley carl
charlotte charlie lottie
chester chet
christian chris
christina chris tina christy christie chrissy kristina
christine chris chrissy tina christy kristine
christopher chris topher kit kris
clarence clair
claudia claud
clifford cliff
clinton clint
conrad konrad
cornelius neil
curtis curt kurt
cynthia cindy
daniel dan danny
danielle dani
david dave davey davy
deborah debra deb debbie debby
dennis denny
diana diane di
dolores lola
dominic dominick dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug douglass
dwight ike
edgar ed eddie
edmund ed eddie ted ned
edward ed eddie ted teddy ned eduard eduardo
edwin ed eddie ned
eleanor ellie nell nora elinor
elizabeth liz beth betty betsy eliza lizzie libby bess liza elisabeth
ellen nell ellie
emily em emmy
emma em
emmanuel manny
eric erik erick
ernest ernie ernst
eugene gene
evelyn eve evie
ezekiel zeke
ferdinand fred
florence flo
frances fran francie frankie
francis frank fran frankie francisco
frank frankie franklin
franklin frank
frederick fred freddie freddy rick fritz frederic frederik
gabriel gabe
gabrielle gabby gabi
genevieve gen
geoffrey jeff geoff jeffrey
george georgie jorge
gerald jerry gerry
gerard jerry gerry
gilbert gil bert
gordon gordy
gregory greg gregg
gustav gus
gwendolyn gwen
harold hal harry
harriet hattie
harrison harry
harvey harv
helen nell ellie
henry hank harry hal heinz
herbert herb bert
herman hermann
howard howie
hubert bert hugh
hugh hughie
ignatius iggy
immanuel manny
irving irv
isaac ike zac
isabel izzy isabelle isabella bella belle
isidore izzy
jacob jake jay
jacqueline jackie jacquelyn
james jim jimmy jamie jay
jane janie jenny
janet jan
jason jay
jean jeannie
jeannette jeanette jean
jeffrey jeff geoff jeffery geoffrey
jennifer jen jenny jenn
jeremiah jerry jeremy
jeremy jerry
jerome jerry
jesse jess
jessica jess jessie
jill gillian jillian
joan joanie
joanna jo joanne
john jack johnny jon johann juan ivan jan
jonathan jon jonny jonathon
jordan jordy
joseph joe joey jose jo josef
josephine jo josie
joshua josh
joyce joy
juanita nita
judith judy jude
julia jules julie
julian jules
justin jus
karen kari
kenneth ken kenny
kevin kev
kimberly kim kimberley
kristen kris kristin kirsten
kristin kris kristen
lauren laurie
laura laurie
lawrence larry laurence lars lorenzo
leo leon
leonard leo len lenny leonardo
leslie les lesley
lester les
lewis lew louis louie
lillian lily lil
linda lindy lyn
lindsay lindsey
louis lou louie lewis luis
louise lou
lucille lucy
lucy lucinda
luke lucas lukas
lydia lyddie
lynn lynne
madeline maddie
malcolm mal
marcus mark marc
margaret maggie meg peggy marge margie greta rita madge megan margo
margot margo
maria marie mary
marjorie marge margie
mark marc marcus
marshall marsh
martha marty mattie
martin marty marten
mary molly polly mamie may maria marie
mathilda tilly
matthew matt matty mathew matthias
maurice morris maury
maximilian max
maxwell max
megan meg meghan
melanie mel
melissa mel missy lissa
melvin mel
michael mike mick mickey micky mitch mikhail michel miguel mikael michail
michelle shelly shell michele
mildred millie
mitchell mitch
mohammed mohammad muhammad mohamed mo muhammed
morris maurice moe
morton mort
nancy nan
natalie nat nattie
natalia natasha tasha
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky nico nicolas klaus nikolai
nicole nicky nikki
norman norm
olivia liv livvy
oliver ollie
oscar ozzy
oswald ozzie
pamela pam
patricia pat patty tricia trish
patrick pat paddy
paul pavel pablo
pauline polly
peter pete pyotr pedro
philip phil phillip pip philippe
phyllis phyl
preston pres
priscilla prissy
rachel rachael rae
ralph rafe
randall randy
randolph randy
raymond ray
rebecca becky becca reba
reginald reg reggie
reuben reubin rube
rhonda ronnie
richard rick dick rich ricky richie ricardo
robert bob rob bobby robbie bert roberto
roberta bobbie
roderick rod
rodney rod
roger rog rodger
roland rollie
ronald ron ronnie
rosemary rose rosie
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sara sarah sally sadie
sarah sara sally sadie
saul solly
sean shawn shaun
sebastian seb
sharon shari
sheldon shelly
shirley shirl
sidney sid sydney
simon si
solomon sol
stanley stan
stephanie steph stephie
stephen steven steve stevie stefan stephan esteban
stewart stuart stu
stuart stewart stu
susan sue susie suzy suzanne
susanna sue susie suzanne susannah
sylvester sly
sylvia syl
tabitha tabby
tamara tammy tammi
theodore ted teddy theo teddie
theresa terry tess teresa tessa
terrence terry terence
thaddeus thad tad
thomas tom tommy tomas
timothy tim timmy
tobias toby
travis trav
valerie val
vernon vern
veronica ronnie
victor vic viktor
victoria vicky vicki tori vic
vincent vince vinny
viola vi
virginia ginny ginger
vivian viv
vladimir vlad volodymyr
walter walt wally
warren ren
wendell dell
wesley wes
wilbur will
wilfred will fred
wilhelmina mina
william bill billy will willie willy liam wilhelm guillermo
winifred winnie
winston win
woodrow woody
yevgeny evgeny eugene
yuri yury iuri
zachary zach zack zachariah
"""

_OTHERS = """
abby adam adrian aidan akira alan alana albinko alec alexandre alfonso ali alicia alina allan allen alvaro alycia
amber amelia amir amos amy ana anahita anastasia andre anil anita anselm april arjun ashley audrey austin ava avery
ayushi babur barry beth bjorn blake boris brandon brenda brendan brent brett britta brittany brooke bruce bryce
byron candace carla carlos carmen carter chad chandler chelsea chen cheryl chloe clair claire clara clarice clark
claude clay clayton cliff cody cole colin colleen connie connor cory courtney craig crystal curt dale dallas damian
damon dana darlene darren darryl dawn dean debbie deepak deniz derek derrick desmond devin diego donna dora doris
drew duane duncan dustin dylan earl eddie edgardo edith eduardo eileen elaine elena eli elias elisa ella elliot
elliott emil emile enrique erica erika erin ernesto ethan eva evan fabian faith fatima felicia felix fernando fiona
forrest frances fred fredrik fumio gail garrett gary gavin gemma georgia gina ginger giorgi giovanni glenn gloria
grace graham grant greta guy gwyn gwynne hailey haley hannah harlan haruki hassan heather hector heidi heinz helena
henri henrik herman hilary hilda hillary hiroshi holly hope hunter hyun ian ibrahim igor imran ines ingrid ira
irene iris irma isaac ismail ivan ivy jacinto jack jackson jaime jake jamal james jan jana janice janine jared
jasmine javier jay jenna jenny jens jeremy jerome jerry jessica jesus jia jill jin jo joakim joan joaquin jocelyn
jodi joe joel joelle johanna johannes jonah jorge jose joy juan juanita judd jude judy juha julie julio jun june
kai kaori kara karim karin karl karla kate katrina kay keith kelley kelli kelly kelsey kelvin kendra kendrick kenji
kent kenta kerry khalid kim kirk klaus krista kristina kristine kurt kyle lana lance larry lars laurel lea leah lee
leila lena leon leroy lesia lew li liam lila lily lina lisa lloyd logan lois lora loren lorena lorenzo loretta lori
lorraine lou luca luis luisa luke luz lyle lynn mackenzie madison mads maggie magnus malik mandy manuel mara marcia
marco margarita margot maria marian marianne marilyn marina mario marion marisa marissa marta marvin mason matti
mattie maureen max maya mei meredith mia mike miles milton min mindy ming minh miranda miriam misty mitch mo moe
molly mona monica monique morgan muriel myra naoko naomi natasha neal neil nelson nick nils nina noah noel nora
norma ola oleg oleksandr olena olga omar orlando otto owen pablo paige pam pat patti paula pavel pearl pedro pekka
penny perry pete pierce piotr priya rae rafael rajesh ramon raphael rasmus raul ravi ray reagan regina rene renee
rex rhonda rick rita robin rocco rocky rodrigo rory rosa rosalie rosario rose roy ruben ruby rudy rufus rupert russ
ryan sabrina sadie said salvador sandy sanjay santiago satoshi savannah scott selena serena sergei sergey sergio
seth shane shannon shari sheila shelby sherry sheryl sierra silvia simone skyler sofia sonia sonja sonya soo sophia
sophie soren spencer stacey stacy stella sue summer sun sven takashi tanya tara tariq tatiana taylor ted terrance
terri terry tess tiffany tim tina todd tom toni tony tonya tracey tracy trent trevor trisha tristan troy tyler
ursula vera vicki vikram viktoria wade wanda wayne wei wendy whitney will willa xiao yan yoko yolanda yuki yusuf
yvette yvonne zach zhang zoe zoey
"""


def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for line in _FORMS.strip().splitlines():
        formal, *short = line.split()
        for name in (formal, *short):
            groups.setdefault(name, set()).add(formal)
    return {name: frozenset(formals) for name, formals in groups.items()}


_FORMAL = _groups()
_GIVEN = frozenset(_FORMAL) | frozenset(_OTHERS.split())


def formal_names(name: str) -> frozenset[str]:
    """The full names that a folded given name may stand for; itself when the table does not know it."""
    return _FORMAL.get(name) or frozenset({name})


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names may be one person's by the table: Bill and William, Jon and John."""
    return not formal_names(one).isdisjoint(formal_names(other))


def is_given(name: str) -> bool:
    """Whether a folded word is known as a given name."""
    return name in _GIVEN
