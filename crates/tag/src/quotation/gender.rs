//! First names that are common where news is made, with the pronoun they take; the many not listed stay unknown.

use std::sync::LazyLock;

use super::role::Gender;
use crate::quick::QuickMap;

const FEMININE: &str = "ada adele agnes agnieszka aicha aisha alba alejandra alena alexandra alice alicia alina alison alma \
amanda amalia amara amelia amina amira ana anastasia andrea anette angela angelica anika anita anja ann anna anne annette annika \
antonia anya asha astrid audrey aurora ayse barbara beatrice beatriz bella berit bernadette beth bianca birgit birgitta \
brenda bridget camila camille carla carmen carol carolina caroline catarina catherine cecilia celia chiara chidinma chloe christina \
christine claire clara claudia colette cristina dagmar daniela daphne deborah delia diana dina dolores dorothy edith ekaterina elena \
eleni elin elisa elisabeth elise eliza elizabeth ella ellen eloise elsa els emilia emily emma erica erika esperanza esther eva \
eve evelyn ewa fatima fatma fatou felicity fiona flora florence frances francesca freya gabriela gemma genevieve georgia gertrude \
gillian giulia gloria grace graciela greta griet gudrun gwen halima hana hanna hannah harriet heather hedda heidi helen helena helga \
hilda hilde hillary ida ifeoma ilse ilona imani ines inga inge ingeborg ingrid irena irene irina iris irma isabel isabella isla ivana \
ivy jacinta jane janet janine jasmine jean jeanne jelena jennifer jenny jessica jill joan joana joanna johanna josephine joyce juana \
judith julia juliana julie juliet june kamala karen karin karina kate katarina katarzyna kate katharina katherine kathleen katja \
katrin kayla keiko kerstin khadija kirsten klara kristin kristina lara larissa latifa laura leila lena leonie leonor leslie leticia \
lidia lilian liliana lina linda lisa liv liz lola lotte louise lucia lucy ludmila luisa luz lydia lynn magda magdalena maja malin \
mandisa manuela marcela margaret margarita margit margot maria mariam mariama marian marie marija marina marit marta martha martina mary \
maryam mathilde matilda maud maureen maya megan mei mei-ling melanie mercedes mette mia michelle milena mina miriam moira molly mona \
monica monika nadia nadine nancy naomi natalia natalie natasha nicola nicole nina noor nora norma noura ola olga olivia ottilie \
paola patricia paula pauline penelope petra phoebe pia pilar polina priya rachel ramona raquel rebecca regina renata renate rita roberta \
rosa rosalind rosaria rose rosemary rosie ruth sabina sabine sabrina salma salome salwa samantha samira sandra sara sarah selma shirin shirley \
sibylle sigrid silvia simone sinead siobhan siri sofia sofie solveig sonia sonja sophia sophie stefania stella stephanie sue susan \
susana susanne svetlana sylvia tamara tanja tanya tatiana teresa tereza thandiwe thandi theresa therese tina tove ulla ulrike una ursula valentina \
valeria valerie vanessa vera veronica veronika victoria violet viola virginia wanda wangari wendy wilhelmina xiomara yasmin yasmina \
yolanda yvette yvonne zainab zeynep zoe zofia zuhura zuzana ursula noraini haslinda kirsty aoife niamh orla ngozi adaeze funmilayo \
nomvula lindiwe zanele sunita anjali deepa lakshmi meena rekha shanti sita mariana renee lourdes mercy joy milagros consuelo carmel rocio amparo soledad pilar \
begum aye thi linh mai yuki keiko yoko michiko naoko akiko sakura haruka misaki eun-ji yoon-ah ji-woo soo-jin min-ji seo-yeon hye-jin \
ingibjorg steinunn gudrun sigridur ragnheidur thuy huong lan xiu ying aigul gulnara nargis shabnam mahnaz nasrin parvin leyla elif \
merve fatoumata aissatou oumou mariame adjoa akosua abena efua esi chiamaka nneka yetunde siiri aino eeva kaisa outi paivi tuula rosario";

const MASCULINE: &str = "aaron abdul abdullah abdou abel abraham abu adam adel adrian ahmad ahmed aidan akira alan alasdair albert alberto \
alejandro alex alexander alexandre alexei alfonso alfred ali alistair amadou amir anders andre andreas andrei andrew andrzej angus \
anthony anton antonio antti arash ari arjun armando arne arnold artem arthur arturo asif atanas augusto axel aziz baptiste \
barry bartosz basil ben benedict benjamin bernard bernardo bilal bill bjorn bob bogdan boris brendan brian bruce bruno callum carl \
carlo carlos cedric celso cesar charles cheikh chidi chinedu chris christian christoph christopher claude claudio clement colin \
connor conor craig dag damian damir daniel dario dave david declan denis dennis derek diego dieter dilli dimitri dimitris dirk djibril \
dmitri dmitry dominic donald dong douglas duarte duncan edgar eduardo edward edwin egon einar elias emeka emil emilio emmanuel enrico enrique \
eric erik ernest ernesto esteban ethan eugene fabian fabio farid farouk federico feisal felipe felix ferdinand fernando fidel filip florian \
francesco francis francisco franco frank franz fred frederic frederick fritz gabriel gareth gary gavin geoffrey george georges georgi \
gerald gerard gerhard giacomo gianni gilbert giorgio giovanni giuseppe glenn goran gordon graham greg gregor gregory guido guillaume guillermo gunnar \
gustav guy hakan hamid hamish hamisi hannes hans harald harold harry hasan hassan hector heinrich helmut hendrik henri henrik henry \
herbert hernan hiroshi horacio howard hubert hugh hugo hussein iain ian ibrahim idris igor ilya imran inacio ioannis isaac ismael \
ivan ivo jaan jack jacob jacques jaime jakob jakub james jamal jan jared jaroslav jason javier jean-paul jean-pierre jeff jeffrey jens jeremy jerome \
jerzy jesper jesus jim jiri joakim joao joaquin joe joel johan johannes john jon jonas jonathan jordan jorge jorgen jose josef joseph \
joshua josip juan juha jukka julian julien julio jurgen justin kai kamal karel karim karl kaspar keith ken kenji kenneth kevin khaled khalid kieran \
kjell klaus knut kofi kristian krzysztof kwame lamine lars lasse laszlo laurent lawrence lech lee leif leo leon leonard leonardo leonid leopold \
liam lionel louis luc luca lucas luigi luis lukas luke maciej magnus mahamat mahmoud malcolm malik mamadou manfred manuel marc marcel marcelo \
marcin marco marcos marek mario mariusz mark marko markus martin marvin massimo mateo mathias mats matteo matthew matthias maurice mauricio \
max maxim maximilian mehmet mehdi michael michal michel miguel mihai mike mikael mikhail milan milos mirko mohamed mohammad mohammed \
moises morten moses moussa muhammad murat musa mustafa nathan neil nelson niall nicholas nick nicolas niels nigel nikola nikolai nikos nils noah \
norman octavio olaf oleg oliver olivier omar orlando oscar oskar osman otto pablo paolo pascal patrice patrick paul paulo pavel pawel pedro per \
peter petr petros petter philip philippe pierre pietro piotr prakash rafael rafal rajesh rajiv ralf ralph ramesh rami ramli ramon ramzi rashid raul \
ravi ray raymond reinhard rene ricardo richard rob robert roberto robin rodrigo roger roland rolf roman ronald rory ross roy ruben rudolf rui \
rupert russell ryan said salah salim salvador sam samir samuel sandro sanjay santiago scott sean sebastian sergei sergey sergio seydou \
simon slavko soren stanislav stefan stefano stephane stephen steve steven stewart stuart sunil suresh sven takashi tariq ted terence \
terry thabo theo theodor thierry thomas tiago tim timo timothy toby tom tomas tomasz tony torsten tristan udo ulrich umberto vaclav \
valentin vasil vassilis vernon victor viktor vikram vincent vincenzo viktoras vitali vladimir volker volodymyr walter werner wilfried \
wilhelm will willem william wojciech wolfgang xavier yannick yasir yasser yiannis youssef yuri yusuf yves zachary zoltan zoran jussi eino heikki \
kalle matti pekka timo tapio vaino kwabena tunde femi sipho themba bongani jabu godfrey kiprono kamau mwangi otieno hamza yahya zakaria osama taha issa mustapha moustapha abdalla takuya kenta shinya tatsuya nikita sasha \
misha ilya danila luka gianluca kota ryota toshiya joshua elisha ezra noa isa rida reza mirza agha basanta krishna rama ganesh bikram \
hari gopal arturs karlis janis iker inigo unai aitor xabier edgardo ramiz elnur tural ilham vugar declan min-ho kyung-min jae-hyun sung-min \
dong-hyun hiro taro ichiro kazuo nguyen minh duc hung tuan bakari juma hamadi yaw kojo kwesi kwaku ousmane ibrahima souleymane modibo boubacar \
aliou demba pape mbaye benedikt bjarne eirik haakon havard \
henning terje tor tore trond asbjorn sigurd";

/// The gender a first name speaks for: `name` folded, in lower case without accents.
pub(super) fn gender_of_first_name(name: &str) -> Gender {
    static NAMES: LazyLock<QuickMap<&str, Gender>> = LazyLock::new(|| {
        let men = MASCULINE.split_ascii_whitespace().map(|name| (name, Gender::Masculine));
        men.chain(FEMININE.split_ascii_whitespace().map(|name| (name, Gender::Feminine))).collect()
    });
    NAMES.get(name).copied().unwrap_or_default()
}

/// The gender that the ending of a first name that is not listed makes likely, in the languages of Europe at least.
pub(super) fn likely_gender(name: &str) -> Gender {
    let has = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if name.len() < 3 || has(&["ko", "ua", "ha"]) {
        Gender::Unknown
    } else if has(&["a", "ine", "elle", "ette", "dis"]) {
        Gender::Feminine
    } else if has(&["o", "us", "slav", "mir", "ard", "bert", "jan"]) {
        Gender::Masculine
    } else {
        Gender::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names() {
        assert_eq!(gender_of_first_name("teresa"), Gender::Feminine);
        assert_eq!(gender_of_first_name("stuart"), Gender::Masculine);
        assert_eq!(gender_of_first_name("mocuba"), Gender::Unknown);
    }
}
