// The page without a reload: forms are sent in the background, and clauses open beside the answer.
import { start as startAsking } from "./ask.js";
import { start as startComposer } from "./composer.js";
import { start as startConversations } from "./conversations-menu.js";
import { start as startCopying } from "./copy.js";
import { start as startForm } from "./form.js";
import { start as startIndex } from "./index-status.js";
import { start as startPanel } from "./panel.js";
import { start as startStreaming } from "./stream.js";
import { start as startTrace } from "./trace.js";

document.documentElement.classList.add("scripted"); // shows what works with a script alone
startAsking();
startStreaming();
startComposer();
startConversations();
startCopying();
startPanel();
startForm();
startTrace();
startIndex();
