//! Stages that do what the words of a text tell them.

use copydesk_record::{
    Article, Block, Brief, Copy, Decision, Due, Filed, Filtered, Id, Page, Reading, Role, Span, StoryInput,
    Tagged, Tags,
};
use copydesk_stage::{Reject, Stage};

/// Does to an article what its text says.
pub(super) struct Scripted;

impl Stage for Scripted {
    type In = Page;
    type Out = Article;

    fn name(&self) -> &'static str {
        "scripted"
    }

    fn process(&mut self, page: Page, out: &mut Vec<Article>) -> Result<(), Reject> {
        let body =
            Block { role: Role::Body, span: Span::new(0, page.raw.text.len().min(60_000)), reason: None };
        let mut article = Article { blocks: vec![body], ..Article::default() };
        match page.raw.text.split_whitespace().next() {
            Some("panic") => {
                out.push(article.clone());
                panic!("the press stopped");
            }
            Some("reject") => return Err(Reject::new("unusable", "the text asked for it")),
            Some("nothing") => return Ok(()),
            Some("twice") => out.push(article.clone()),
            Some("filter") => {
                article.filtered =
                    Some(Filtered { code: "not-an-article".to_owned(), message: "a page".to_owned() });
            }
            // Lets the workers behind this one overtake it.
            Some("slow") => (0..200).for_each(|_| std::thread::yield_now()),
            _ => {}
        }
        out.push(article);
        Ok(())
    }
}

#[derive(Default)]
pub(super) struct Seen(Vec<(String, Id)>);

impl Stage for Seen {
    type In = Reading;
    type Out = Option<Copy>;

    fn name(&self) -> &'static str {
        "seen"
    }

    fn process(&mut self, input: Reading, out: &mut Vec<Option<Copy>>) -> Result<(), Reject> {
        let first = self.0.iter().find(|(text, _)| *text == input.text);
        out.push(first.map(|(_, of)| Copy { of: *of, share: 1_000 }));
        if first.is_none() {
            self.0.push((input.text, input.id));
        }
        Ok(())
    }
}

pub(super) struct Untagged;

impl Stage for Untagged {
    type In = Reading;
    type Out = Tags;

    fn name(&self) -> &'static str {
        "untagged"
    }

    fn process(&mut self, _: Reading, out: &mut Vec<Tags>) -> Result<(), Reject> {
        out.push(Tags::default());
        Ok(())
    }
}

/// Files every article under one story that is named after the number of articles before it.
#[derive(Default)]
pub(super) struct Counting(u64);

impl Stage for Counting {
    type In = Tagged;
    type Out = Decision;

    fn name(&self) -> &'static str {
        "counting"
    }

    fn process(&mut self, input: Tagged, out: &mut Vec<Decision>) -> Result<(), Reject> {
        self.0 += 1;
        assert!(!input.text.contains("uncountable"), "cannot count this");
        let story = Id::of_parts("test", &[&self.0.to_le_bytes()]);
        out.push(Decision { story, why: Vec::new(), events: Vec::new(), certainty: Decision::SURE });
        Ok(())
    }
}

/// Makes a story of each article.
#[derive(Default)]
pub(super) struct Listing(Vec<Due>);

impl Stage for Listing {
    type In = Filed;
    type Out = Due;

    fn name(&self) -> &'static str {
        "listing"
    }

    fn process(&mut self, input: Filed, _: &mut Vec<Due>) -> Result<(), Reject> {
        let articles = vec![input.document.seq];
        self.0.push(Due { story: input.decision.story, articles, ..Due::default() });
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<Due>) {
        out.append(&mut self.0);
    }
}

pub(super) struct Writing;

impl Stage for Writing {
    type In = StoryInput;
    type Out = Brief;

    fn name(&self) -> &'static str {
        "listing"
    }

    fn process(&mut self, input: StoryInput, out: &mut Vec<Brief>) -> Result<(), Reject> {
        let Some(article) = input.articles.first() else { return Ok(()) };
        assert!(!article.text.contains("unlistable"), "cannot list this");
        out.push(brief(input.id, article.id));
        Ok(())
    }
}

pub(super) fn brief(id: Id, article: Id) -> Brief {
    Brief {
        id,
        revision: 1,
        thread: None,
        title: String::new(),
        when: None,
        articles: vec![article],
        related: Vec::new(),
        outlets: 1,
        why: Vec::new(),
        summary: Vec::new(),
        quotations: Vec::new(),
        timeline: Vec::new(),
        disagreements: Vec::new(),
        entities: Vec::new(),
        datings: Vec::new(),
        spellings: Vec::new(),
    }
}
