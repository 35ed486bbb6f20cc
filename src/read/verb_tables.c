/* SPDX-License-Identifier: Apache-2.0 */
/* Words that tell what happened, by the codes of CAMEO (Gerner, Schrodt & Yilmaz 2009) that they
 * stand for, and cues of Entente's kinds and of modality. English words are stems' sources: every
 * form of a word matches (verbs.c). */
#include "read/verbs.h"

const ent_verb_row ent_verb_rows[] = {
    /* Statements, consultations, cooperation in words */
    {"010", "say|state|comment|remark|tell reporter|note|add that|explain|according to|describe|"
            "表示|指出|称|说|认为|强调|tell|told|mention|report|claim|speech|statement|"
            "announce|address|add"},
    {"012", "pessimist|express concern|concern over|worry|fear|doubt|regret|deplore loss|担忧|"
            "担心|忧虑|疑虑|express concern about|concerned about|alarm|concerned at|"
            "sceptical|cast doubt"},
    {"013", "optimist|hope|confident|乐观|希望|期待|express hope|look forward to|expect that"},
    {"015", "acknowledge|admit|concede that|claim responsibility|recognise that|承认|concede|"
            "acknowledge that|confess|accept responsibility|take responsibility"},
    {"018", "sympathise|sympathy|condolence|慰问|哀悼"},
    {"019", "urge unity|common position|共同立场|consider policy|ponder|weigh|undecided|analyse|"
            "study|debate|policy option"},
    {"020", "appeal|call for|call on|call upon|urge|appeal for|exhort|plead|呼吁|敦促|请求|"
            "implore|beseech|petition|advocate|lobby|call on all|pressed for|demand that both"},
    {"022", "ask for cooperation|seek cooperation|seek closer|寻求合作"},
    {"023",
     "ask for aid|ask for help|seek help|seek aid|request assistance|request aid|seek asylum|"
     "seek refuge|appeal for aid|求援|寻求援助|请求援助|seek refuge in|flee to|"
     "seek loan|seek bailout|request help|ask for support|ask for loan|ask for troop|"
     "appeal to donor|apply for asylum|sought refuge|seek protection"},
    {"025", "ask to ease|ask to lift|demand end|demand an end|demand release|call for release|"
            "request release|demand lift|call to lift|urge to lift|call to free|call to release|"
            "demand the release|urge release"},
    {"027", "ask to mediate|must mediate|request mediation|call for talk|urge dialogue|"
            "call for dialogue|call for mediation|demand negotiation|urge talk|call for peace"},
    {"030",
     "intend|plan to|will meet|will visit|agree|agree to|ready to|willing|pledge|promise|vow|"
     "express intent|offer to|commit to|accept|will attend|will provide|will send|will give|"
     "will free|will lift|set to|due to visit|同意|愿意|承诺|答应|有意|准备|"
     "prepare to|consider|intention|look forward|open to|agree on|agree in principle|"
     "commitment|commit|aim to|propose to|offer|vow to|will hold|will sign|will start|"
     "will resume|will allow|will open|will cooperate|will support|will lead|"
     "express willingness|readiness|plan for"},
    {"031", "agree to cooperate|will cooperate|plan to cooperate|plan joint|will strengthen|"
            "将加强|愿加强"},
    {"033",
     "will aid|pledge aid|pledge assistance|offer aid|promise aid|pledge million|will donate|"
     "offer assistance|承诺提供"},
    {"035", "agree to lift|agree to release|will release|agree to withdraw|will withdraw|"
            "同意解除|同意撤军|will lift|will ease|agree to free|will pull|will pull out|"
            "agree to ceasefire|agree to a ceasefire|agree to cease|agree to end|agree to pull|"
            "promise to release|plan to withdraw|will lay down|will step down"},
    {"036", "agree to meet|will hold talk|agree to talk|will negotiate|invite|invitation|will host|"
            "will travel|plan to visit|will receive|将访问|将会晤|邀请|将举行会谈|"
            "agree to hold|agree to start|agree to resume|scheduled to meet|expected to meet|"
            "due to meet|slated to|meet next|host summit|planned visit|will meet with"},
    {"040", "meet|meeting|talk|talk with|discuss|discussion|consult|consultation|confer|hold talk|"
            "held talk|met with|met|summit|dialogue|negotiate|negotiation|会谈|会晤|磋商|"
            "对话|讨论|峰会|会见|谈判|attend|attend meeting|attend summit|"
            "take part in talk|lunch with|dinner with|face-to-face|confer with|exchange view|"
            "hold meeting|held meeting|convene|roundtable|conference|sit down|round of talk|"
            "meet briefly|trilateral|bilateral meeting|working visit"},
    {"041", "telephone|phone call|call with|spoke by|speak by|discuss by phone|通话|通电话|"
            "telephone conversation|telephoned|phone conversation|speak by telephone|spoke with|"
            "speak with|phone"},
    {"042", "visit|travel to|arrive in|trip to|tour|state visit|pay a visit|fly to|访问|抵达|"
            "出访|到访|率团|visit to|on a visit|official visit|arrive|arrival|travel|trip|"
            "day visit|pay an official"},
    {"043", "host|receive|welcomed in|greet|接待|迎接|来访"},
    {"045", "mediate|mediation|mediator|broker talk|brokering|shuttle diplomacy|斡旋|调停|"
            "调解|mediation effort|peace broker|facilitate talk|good office|special envoy|envoy|"
            "peace initiative"},
    {"050", "support|back|endorse|reiterate support|express support|solidarity|rally behind|支持|"
            "声援|力挺|support for|strong support|back the|vouch|in favour|in favor|side with|"
            "rally in support|approve|approval|vote for|champion|stand with|stand by|full support|"
            "pledge support|reaffirm support|campaign for"},
    {"051", "praise|applaud|commend|hail|congratulate|welcome|laud|thank|compliment|appreciate|"
            "赞扬|称赞|欢迎|祝贺|感谢|赞赏|肯定|applause|honour|honor|congratulation|"
            "salute|pay tribute|tribute|gratitude|grateful|express appreciation|positive|"
            "great letter|admire|hail as"},
    {"052", "defend|defend decision|justify|speak in defense|辩护|维护|defend the|stand up for|"
            "stick up for|defence of|defense of"},
    {"054", "recognise|grant recognition|restore diplomatic|establish diplomatic|"
            "diplomatic relation|reopen embassy|full diplomatic|建交|复交|外交关系"},
    {"055", "apologise|apology|sorry|道歉|致歉|apologize|apologize for|apologise for|"
            "express regret|express remorse"},
    {"056", "forgive|reconcile|和解"},
    {"057", "sign|sign agreement|sign a deal|sign an accord|ratify|accord|treaty|memorandum|pact|"
            "conclude agreement|ink|sign deal|ceasefire agreement|签署|签订|协议|条约|"
            "备忘录|协定|批准|trade deal|free trade|trade agreement|peace deal|"
            "peace agreement|reach agreement|reach deal|agree deal|agree a|signature|signing|"
            "signatory|sign a|sign the|initial|memorandum of|enter into|strike deal|strike a"},
    {"060", "cooperate|cooperation|collaborate|collaboration|partner with|work together|work with|"
            "jointly|合作|协作|携手|联手|join force|team up|joint venture|joint project|"
            "joint effort|cooperate with|coordinate|coordination|together with"},
    {"061", "trade|export|import|buy|purchase|sell|invest|investment|trade volume|"
            "economic cooperation|bilateral trade|supplier|pipeline|gas supply|loan|贸易|出口|"
            "进口|投资|供应|采购|trade between|sign contract|buy from|sell to|import from|"
            "export to|economic tie|commerce"},
    {"062", "military cooperation|joint exercise|joint drill|joint patrol|war game|"
            "military exercise|joint military|naval exercise|joint manoeuvre|joint maneuver|"
            "joint training|军事合作|联合演习|联演|军演|联合巡航|联合军演|"
            "演习|train troop|train soldier|training course|hold exercise|stage exercise|"
            "conduct exercise|launch exercise|joint operation|training team|joint force|war games|"
            "join exercise|joint patrols|naval drill|military drill|military training"},
    {"063", "judicial cooperation|extradite|extradition|hand over suspect|引渡"},
    {"064", "share intelligence|share evidence|share information|exchange information|"
            "intelligence sharing|情报共享|共享情报|分享情报|交换情报|share data|"
            "pass information|provide intelligence|provide information|share with|"
            "exchange intelligence|shared intelligence|hand over evidence"},
    {"070", "aid|assist|help|donate|provide|grant|supply|deliver|give|assistance|contribute|fund|"
            "援助|提供|捐赠|资助|援建|donation|send aid|sent aid|extend help|help to|"
            "bail out|bailout|subsidise|lend|loan to|offer to help|sponsor|raise money|"
            "increase fund|funding for|finance"},
    {"071", "economic aid|provide loan|grant million|financial assistance|give million|give euro|"
            "provide million|million in assistance|debt relief|贷款|经济援助|减免债务|"
            "provide fund|economic assistance|development aid|invest million|grant of|dollar grant|"
            "million grant|billion loan|aid package|rescue package"},
    {"072", "military aid|arm|deliver missile|deliver tank|deliver weapon|supply weapon|"
            "military assistance|arms sale|arms delivery|weapon|军援|军事援助|军售|武器|"
            "交付|军火|provide weapon|send weapon|provide tank|send tank|supply arm|arms to|"
            "transfer weapon|provide missile|military equipment|send military"},
    {"073", "humanitarian|relief|food aid|medicine|vaccine|medical supply|shelter|evacuate|"
            "人道主义|救灾|物资|疫苗|救援|send doctor|medical expert|medical team|"
            "medical equipment|medicines to|take in refugee|accept refugee|host refugee|"
            "welcome refugee|send food|food to|emergency aid|relief supply|rescue team|refugees in|"
            "disaster relief|airlift|doctor to|ambulance|humanitarian aid|tonne of"},
    {"074", "peacekeep|peacekeeper|peacekeeping mission|维和|observer to|election observer|"
            "peacekeeping force|peacekeepers to|peacekeepers in|observer mission"},
    {"075", "grant asylum|political asylum|give refuge|asylum to|庇护|grant refugee|"
            "grant citizenship|protect refugee|offer asylum|open its border"},
    {"080", "yield|concede|comply|step down|resign|allow|permit|relent|give in|agree terms|obey|"
            "surrender|capitulate|让步|妥协|允许|准许|屈服|辞职|repeal|revoke|rescind|"
            "back down|abandon|abandon policy|cave in|drop plan|drop charge|overturn|"
            "reverse decision|bow to|cede|give up|grant permission|grant request|grant|"
            "approve request|compromise|authorise|authorize|agree to demand|waive|scrap|reinstate"},
    {"081", "ease|ease restriction|lift ban|lift sanction|lift|lift curfew|lift embargo|lift state|"
            "end blockade|lift restriction|relax|remove ban|remove restriction|解除|取消制裁|"
            "放宽|放松|roll back|rolled back|end curfew|lift state of|lift travel|lift tariff|"
            "ease curfew|reduce tariff|ease rule|ease lockdown|lift its|lift the|cancel tariff|"
            "loosen|unblock|unfreeze|lift martial|remove from list|drop investigation|drop the|"
            "dropped|delist"},
    {"082", "ease dissent|allow protest|lift press"},
    {"083",
     "accede|accede to demand|meet demand|fire minister|dismiss|replace|dissolve|"
     "hold election|change leadership|resignation|接受要求|改组|appoint|reappoint|"
     "re-appoint|reshuffle|sack|oust minister|call election|accept demand|accept resignation|"
     "quit|reform|implement reform|new cabinet|name minister|reform law|draft constitution|"
     "agreed to demand|accepted the demand|amend"},
    {"084",
     "free|release|return|repatriate|hand over|release prisoner|set free|let go|free hostage|"
     "release from|released|pardon|归还|释放|遣返|交还|移交|特赦|turn over|"
     "give back|hand back|surrender suspect|return body|return remain|swap prisoner|"
     "prisoner swap|prisoner exchange|freed|release from prison|granted amnesty|amnesty|"
     "transfer to|return of|commute"},
    {"085", "end sanction|end embargo|suspend sanction|ease sanction|lift economic|end boycott|"
            "sanction relief|resume aid|resume trade|restore aid|end sanctions|sanctions on lift|"
            "lift arm|lift trade|waiver"},
    {"086", "allow inspector|allow entry|allow aid|admit observer|let in|open border|reopen border|"
            "reopen|开放边境|allow access|let inspector|allow humanitarian|permit aid|"
            "allow observer|admit inspector|give access|grant access|access to|allow delivery|"
            "allow relief|reopen crossing|allow flight"},
    {"087",
     "ceasefire|cease fire|truce|withdraw|withdrawal|pull out|retreat|demobilise|disarm|"
     "de-escalate|lay down|pullout|pull back|troop leave|停火|撤军|撤出|撤离|休战|"
     "裁军|缴械|撤退|cease military|cease operation|cessation of hostility|"
     "cease hostility|end hostility|halt operation|leave afghanistan|begin leave|"
     "troop withdrawal|military withdrawal|withdraw troop|withdraw force|withdrew|pull troop|"
     "pull force|drawdown|lay down arms|end war|end fighting|stop fighting|halt attack|"
     "halt fire|declare ceasefire|declare truce|unilateral ceasefire|hand over weapon|"
     "surrender weapon|stand down|retreat from|evacuate base|halt offensive|scale down|"
     "scale back"},
    {"090", "investigate|investigation|probe|inquiry|inquire|inspect|look into|调查|核查|彻查|"
            "investigate the|launch probe|open investigation|launch investigation|fact-finding|"
            "hold inquiry|question over|examine|open inquiry|audit|fresh investigation|scrutinise"},
    {"100", "demand|insist|must|require|order that|request|requested|ask|ask for|seek|want|要求|"
            "务必|必须|索要|demand that|call on to|insist on|press to|ask the|need to|ask to|"
            "demand from|seek the|demand for|must first|must be|must stop|must end|should stop|"
            "should end|reiterate demand|demand explanation|summon to|order to hand|compensation"},
    {"102", "demand cooperation|demand talk"},
    {"104", "demand reform|demand change|demand right|demand resignation"},
    {"105", "demand withdrawal|demand withdraw|demand return|demand extradition|要求撤|"
            "demand the withdrawal|demand full|must withdraw|must leave|demand ceasefire|"
            "demand an immediate|call for withdrawal|order to leave"},
    {"110", "disapprove|displeasure|oppose|object|objection|displease|dissatisfied|disagree|不满|"
            "反对|异议|抗议说|against the plan|critic|criticism|dismay|resent|opposition to|"
            "opposed|frustrate|frustration|disappointed|disappointment|anger at|anger over|upset|"
            "annoy"},
    {"111",
     "criticise|criticize|denounce|condemn|condemnation|blast|slam|lambast|fault|decry|"
     "rebuke|deplore|chastise|deride|attack verbally|hit out|lash out|批评|谴责|抨击|"
     "痛斥|指摘|非议|炮轰|criticism of|scathing|scathing attack|launch a scathing|"
     "verbal attack|challenge|question|mock|ridicule|scold|rap|berate|bash|censure|outrage|"
     "abhorrent|shameful|disgrace|scorn|hypocrisy|refute|strongly|insult|slander|call a liar|"
     "label|brand|attack by say|lash|slate|decried|reprimand|take aim|express outrage|flay"},
    {"112",
     "accuse|allege|allegation|blame|charge that|charge with|accusation|claim that|implicate|"
     "指责|指控|指称|归咎|控诉|accused of|suspect of|point finger|hold responsible|"
     "responsible for|lay blame|cite as|charge of|scapegoat|claim of|liar|lie about|"
     "complicit|conspire|plot against|meddle|meddling|interfere|interference"},
    {"113", "rally opposition|mobilise opposition|rally against"},
    {"114", "complain|complaint|lodge protest|file complaint|formal complaint|protest to|"
            "diplomatic protest|抱怨|投诉|交涉|抗议照会|summon|summon ambassador|lodge|"
            "protest note|diplomatic note|formal protest|lodged|file a complaint|file a petition|"
            "appeal against"},
    {"115", "sue|lawsuit|file suit|file lawsuit|file charge|bring charge|take to court|indict|"
            "prosecute|file case|legal action|bring case|convict|sentence|find guilty|起诉|提告|"
            "控告|判决|定罪|guilty of|found guilty|find guilt|allegation of|charge against|"
            "new charge|press charge|bring to justice|trial|lawsuits|court case|seek damages|"
            "war crime|plead guilty|litigation|tribunal|file petition|impeach|impeachment"},
    {"120",
     "reject|refuse|decline|rebuff|turn down|rule out|dismiss call|spurn|snub|reject call|"
     "not accept|will not|拒绝|驳回|回绝|不接受|不予|reject the|reject an|"
     "reject a|rejection|refusal|rebuffed|shun|dismiss proposal|dismiss the|dismiss a|renege|"
     "nix|quash|throw out|cancel|cancel deal|cancel plan|call off|scuttle|out of question|"
     "fail to reach|fail to agree|failed to|unwilling|never|will never|not agree|"
     "not to attend|not allow|turn away|strike down|block|oppose plan|say no|scrap deal|"
     "pull out of deal|withdraw from agreement|withdraw from treaty|withdraw from deal|"
     "abrogate|not recognise|not recognize|disqualify"},
    {"122", "reject request|reject aid|refuse aid|refuse help|refuse to help|deny request|"
            "refuse request|拒绝援助|not provide|refuse assistance|not help|deny visa|"
            "deny entry|deny access|refuse entry|deny aid|not fund|denied access|turn down request|"
            "refuse to provide|refuse to send"},
    {"123", "refuse to lift|refuse to release|refuse to free|not lift|refuse to remove|"
            "refuse to ease|refuse to drop|refuse to end|refuse to allow|not release|not free|"
            "refuse to recognise|refuse to recognize|not ease"},
    {"124", "refuse to yield|refuse to withdraw|refuse to stop|defy|defiant|resist|ignore|拒不|"
            "无视|refuse to leave|refuse to comply|refuse to accept|refuse to sign|refuse to give|"
            "refuse to hand|refuse to step|not yield|not withdraw|disregard|flout|insubordinate|"
            "not bow|not step"},
    {"125", "reject proposal|refuse to meet|refuse to talk|refuse to negotiate|boycott talk|"
            "cancel visit|refuse to attend|cancel meeting|拒绝会谈|取消访问|拒绝谈判|"
            "reject plan|reject offer|reject deal|reject talk|reject ceasefire|reject truce|"
            "not negotiate|refuse to hold|not meet|refuse dialogue|reject mediation|"
            "reject resolution|reject bid|not hold talk|not begin talk|not attend"},
    {"126", "deny|denial|否认"},
    {"127", "veto|否决"},
    {"129",
     "break off talk|abandon talk|walk out|pull out of talk|suspend talk|中断谈判|"
     "walk away|quit talk|break off|break off negotiation|leave talk|pull out of negotiation|"
     "storm out|collapse of talk"},
    {"130", "threaten|threat|warn|warning|caution|consequence|will respond|威胁|警告|恐吓|"
            "扬言|严重后果|issue warning|give warning|vow to|vow revenge|revenge|retaliate|"
            "retaliation|would not tolerate|not tolerate|pay price|heavy price|dire|"
            "serious consequence|face consequence|reserve the right|will face|will punish|"
            "will suffer|teach lesson"},
    {"131",
     "threaten sanction|threaten embargo|threaten to cut|would sanction|threaten to boycott|"
     "would boycott|threaten to suspend|threaten to withdraw|threaten to reduce|威胁制裁|"
     "consider sanction|call for sanction|would impose|may impose|could impose|"
     "threaten tariff|would face sanction|will boycott|would cut|would suspend|will sanction|"
     "will impose|plan to impose|may sanction|more sanction|bill that would|further sanction|"
     "threaten new|threaten additional|could face sanction|propose sanction|"
     "threaten to impose|threaten to expel|threaten to sever|threaten to close|"
     "threaten to block|threaten to withhold"},
    {"133", "threaten strike|threaten to protest|threaten to strike|will strike|will protest|"
            "plan protest|call for protest|plan to strike|plan strike|plan rally|"
            "will hold a protest|call for strike|will stage|vow to protest|call to rally|"
            "planned protest|will march"},
    {"136", "threaten to halt|threaten to leave|threaten to quit|threaten to end|would withdraw|"
            "threaten to pull|will leave|may quit|threaten to abandon|threaten to cancel|"
            "threaten to end talk|threaten to scrap"},
    {"137", "threaten crackdown|extend curfew|impose curfew|ban rally|will ban|will arrest|"
            "will extend|threaten to arrest|threaten to ban|threaten to jail|threaten to deport|"
            "will crack|extend state of|would arrest|extend emergency"},
    {"138",
     "threaten attack|threaten to attack|threaten military|threaten force|threaten to invade|"
     "threaten to strike|threaten war|threaten to use|动武|开战|will attack|vow attack|"
     "vow to attack|vow to destroy|would attack|threaten to kill|threaten to destroy|"
     "threaten to bomb|threaten to shoot|threaten nuclear|threaten retaliation|"
     "threaten to fire|prepare to attack|annihilate|will destroy|wipe out|will invade|"
     "threaten to seize|threaten to retaliate|threaten to close"},
    {"139", "ultimatum|deadline|最后通牒|issue ultimatum|given ultimatum|set deadline|"
            "midnight deadline|give hours|hour ultimatum|give days to"},
    {"140", "protest|protester|demonstrate|demonstration|demonstrator|rally|march|strike|"
            "hunger strike|riot|sit-in|boycott class|walkout|go on strike|stop work|stage protest|"
            "took to street|uprising|unrest|overthrow|revolt|抗议|示威|游行|罢工|绝食|"
            "暴动|静坐|mass protest|protest in|protest at|protest over|protest outside|"
            "street protest|rioter|boycott vote|boycott election|civil disobedience|burn flag|"
            "block road|mutiny|rebel against|rise up|insurrection|gathered outside|chant|picket|"
            "stoppage|rallied|downed tools|placard|revolution|hunger-strike|joined rally|"
            "strike over|strike for|down tool|coup"},
    {"150", "military posture|show of force|saber rattle|武力示威"},
    {"152", "alert|on alert|high alert|increase alert|heighten alert|state of alert|警戒|戒备|"
            "战备|put on alert|combat readiness|remain on alert|place on alert|alert level|"
            "police on alert|readiness level|battle readiness|put force|raise alert"},
    {"154", "mobilise|mobilize|deploy|deployment|mass troop|intensify force|build up|buildup|"
            "reinforce|station|strengthen force|send troop|send warship|dispatch|amass|move troop|"
            "troop to|部署|集结|增兵|调动|派遣|动员|陈兵|进驻|派兵|mobilise troop|"
            "mobilize troop|mobilise force|mobilize force|move force|send force|send additional|"
            "additional troop|reinforcement|troop along|position troop|move tank|send tank to|"
            "send fighter|send ship|military buildup|troop buildup|massed|call up reservist|"
            "reservist|station troop|deploy troop|deploy force|deploy missile|deploy soldier|"
            "deploy police|increase presence|military presence|troop reinforcement|build-up|"
            "mobilise police|mobilize police|rush troop|strengthened its force|bolster"},
    {"155", "cyber alert|mobilise cyber"},
    {"160", "reduce relation|reduce tie|sever|sever tie|cut tie|break off|cut relation|"
            "recall ambassador|downgrade|suspend relation|withdraw ambassador|close embassy|断交|"
            "召回大使|降级|freeze relation|reduce cooperation|suspend cooperation|break tie|"
            "break diplomatic|recall its ambassador|recall envoy|withdraw its ambassador|"
            "downgrade tie|cut diplomatic|sever diplomatic|suspend membership|end cooperation|"
            "leave organisation|cancel agreement|suspend tie"},
    {"162", "reduce aid|cut aid|suspend aid|halt aid|stop aid|suspend food|freeze aid|withhold aid|"
            "reduce military|suspend assistance|cut off aid|cut fund|停止援助|中止援助|"
            "削减援助|cut its aid|cut food|stop food|suspend military|stop fund|suspend fund|"
            "freeze fund|suspend humanitarian|suspend donation|end aid|slash aid|aid cut|"
            "suspend loan|withhold fund|reduce fund|pull fund|suspend arm|halt arm|stop deliver|"
            "halt deliver|suspend deliver|stop supply|halt supply|suspend supply|cut supply"},
    {"163", "sanction|embargo|impose sanction|boycott|tariff|impose tariff|freeze asset|blacklist|"
            "travel ban|asset freeze|export ban|import ban|ban import|ban export|制裁|禁运|"
            "封锁经济|加征关税|关税|黑名单|冻结资产|抵制|禁令|new sanction|"
            "trade embargo|arms embargo|economic sanction|financial sanction|targeted sanction|"
            "visa ban|entry ban|ban visa|restrict trade|suspend trade|halt trade|ban on import|"
            "halt import|halt export|suspend import|suspend export|stop import|import duty|"
            "export restriction|export control|raise tariff|slap|slap tariff|freeze account|"
            "sanctioned|penalty|penalise|penalize|blacklisted|trade restriction|travel warning|"
            "trade war|boycotted"},
    {"164", "suspend negotiation|halt negotiation|halt talk|suspend military talk|end talk|"
            "suspend talk|end negotiation|break off negotiation|end mediation|suspend peace|"
            "postpone talk|stop talk|call off talk|stop negotiation|halt peace|freeze talk"},
    {"165", "halt mediation|end peacekeeping|withdraw peacekeeper"},
    {"166", "expel|expel diplomat|expel ambassador|deport diplomat|persona non|驱逐|"
            "驱逐外交官|expulsion|expel envoy|kick out|order out|declared persona|"
            "throw out diplomat|expel peacekeeper|expel staff|expel journalist|expel organization|"
            "expel aid"},
    {"170",
     "coerce|force to|pressure|crack down|crackdown|repress|suppress|施压|胁迫|镇压|"
     "打压|force out|oppress|subdue|intimidate|intimidation|bully|harass|harassment|"
     "persecute|persecution|demolish|destroy property|evict|eviction|purge|violently|compel"},
    {"171", "seize|confiscate|raid|search|property|impound|capture ship|没收|查封|扣押|突袭|"
            "搜查|扣留|seize property|seized ship|nationalise|expropriate|loot|burn house|"
            "demolish home|raze|ransack|search home|raid home|raid office|raided|intercept ship|"
            "seize weapon|destroy crop|set fire|torch|vandalise"},
    {"172", "ban|restrict|prohibit|curfew|martial law|state of emergency|state of siege|censor|"
            "shut down|impose curfew|restriction|suspend publication|block access|outlaw|禁止|"
            "戒严|宵禁|限制|取缔|紧急状态|impose restriction|impose state|"
            "declare emergency|declare state|declare martial|ban on|ban party|ban protest|"
            "ban journalist|dissolve parliament|close border|shut border|shut|block website|"
            "lockdown|dismiss from post|suspend licence|revoke licence|close newspaper|censorship|"
            "dissolve party|suspend parliament|barred|bar from|restriction on|order closure|"
            "impose ban|travel restriction|dissolved"},
    {"173", "arrest|detain|jail|imprison|arrested|in custody|apprehend|custody|round up|detention|"
            "逮捕|拘留|拘捕|关押|抓捕|监禁|软禁|arrested by|detained by|sentenced to|"
            "sentence to|jail term|prison sentence|convicted|put under arrest|house arrest|"
            "take into custody|charged with|remand|capture|lock up|manhunt|hold in|nabbed|"
            "behind bars|put in prison|imprisonment|years in prison|incarcerate|life sentence|"
            "death sentence|execute|execution"},
    {"174", "deport|expel individual|exile|deportation|遣送|流放|expel migrant|send back|"
            "force out of|drive out|banish|deported"},
    {"175", "tear gas|violent repression|disperse|beat protester|rubber bullet|water cannon|驱散|"
            "催泪弹|fire tear|baton|break up protest|break up demonstration|beat demonstrator|"
            "clash with protester|fire on protester|disperse the|riot police|fire rubber|"
            "attack protester"},
    {"176", "cyber attack|hack|hacker|hacking|cyberattack|phishing|网络攻击|黑客|"
            "cyber warfare|cyber operation|cyber-attack|hacked|malware|ransomware|hack into|cyber|"
            "ddos|disinformation campaign"},
    {"180", "assault|unconventional|violence|abuse|brutal|施暴|暴行"},
    {"181", "abduct|kidnap|hostage|hijack|take hostage|abduction|绑架|劫持|人质|kidnapped|"
            "held hostage|abducted|hijacked|captive|held captive|hold hostage|seize hostage"},
    {"182", "torture|beat|rape|sexual assault|wound|injure|stab|虐待|酷刑|殴打|强奸|打伤|"
            "tortured|sexually|beaten|maim|mutilate|wounded|injured|physical assault|ill-treat|"
            "mistreat|use as human|human shield|poison|poisoning|torture in|behead|lynch"},
    {"183", "bomb|bombing|car bomb|suicide bomb|explosion|blast|detonate|roadside bomb|blew up|"
            "爆炸|炸弹|自杀式袭击|汽车炸弹|suicide attack|suicide bomber|bomb attack|"
            "grenade|grenade attack|landmine|explosive|bomb blast|truck bomb|roadside|set off bomb|"
            "bombed"},
    {"185", "attempt to assassinate|assassination attempt|plot to kill|暗杀"},
    {"186", "assassinate|assassination|murder|gun down|刺杀|谋杀|暗杀|assassinated|murdered|"
            "shoot dead|slay|slain|hitman"},
    {"190", "attack|fight|battle|clash|invade|invasion|war|offensive|combat|assault on|"
            "launch attack|launch assault|military operation|kill|killed|strike at|raid on|ambush|"
            "storm|攻击|袭击|入侵|侵略|交战|作战|战斗|冲突|进攻|打死|杀害|"
            "击毙|开火|伏击|troops attack|kill in|killing|killed by|dead|death|fight with|"
            "fought|armed attack|military action|military offensive|launch offensive|launch war|"
            "launch strike|go to war|wage war|gun battle|firefight|fierce|raid|raided village|"
            "storm the|destroyed|casualty|strike against|hit target|target rebel|carry out raid|"
            "carry out attack|carried out|incursion|war against|war on|cross-border|wiped out|sink|"
            "sank|ambushed|insurgent attack|battle with|assault|bloodshed|advance on|attack on"},
    {"191", "blockade|impose blockade|siege|besiege|encircle|封锁|围困|包围|lay siege|"
            "cut off supply|block port|naval blockade|block road to|impose a blockade|"
            "restrict movement"},
    {"192", "occupy|annex|take over|take control|occupation|annexation|capture|recapture|overrun|"
            "conquer|seize control|占领|吞并|夺取|攻占|控制|侵占|take town|seize town|"
            "seize city|take city|recaptured|took over|gained control|seize base|seize territory|"
            "captured town|occupied|seize airport|expand control|push out|retake|retook|"
            "seize village|push into"},
    {"193",
     "small arms|gunfire|exchange fire|open fire|shoot|shot|shot dead|shooting|sniper|gunman|"
     "machine gun|开枪|枪击|交火|枪战|射杀|killed in shooting|fire at|fire upon|"
     "shot at|shoot at|opened fire|crossfire|cross-fire|gun attack|gun down|gunned down|"
     "gunmen|armed clash|border clash|skirmish|exchange of fire|trade fire|light weapon|rifle"},
    {"194", "artillery|shell|shelling|mortar|rocket|bombard|bombardment|tank fire|炮击|炮轰|"
            "迫击炮|火箭弹|rocket attack|fire rocket|rocket fire|artillery fire|shelled|"
            "mortar fire|tank|heavy weapon|artillery strike|intensify bombardment|fire mortar"},
    {"195",
     "air strike|airstrike|bombing raid|drone strike|missile strike|air raid|warplane|"
     "bomb target|fire missile|launch missile|空袭|轰炸|导弹袭击|无人机袭击|"
     "air attack|aerial|jet bomb|warplanes|helicopter gunship|fighter jet bomb|"
     "cruise missile|drone attack|air bombardment|missile attack|drop bomb|pound|planes bomb|"
     "jet attack|bombing campaign|drone|missile at|shoot down|shot down"},
    {"196", "violate ceasefire|violate truce|违反停火|violate the ceasefire|"
            "violating the ceasefire|break ceasefire|breach ceasefire|ceasefire violation|"
            "break truce|violation of ceasefire|violate agreement"},
    {"200", "massacre|genocide|ethnic cleansing|chemical weapon|nuclear attack|mass killing|屠杀|"
            "种族灭绝|化学武器|use chemical|gas attack|sarin|mass murder|mass expulsion|"
            "exterminate|biological weapon|nuclear weapon against|mass grave"},
    /* Kinds of evidence */
    {"alliance",
     "alliance|ally|allied|mutual defence|mutual defense|defence pact|defense pact|"
     "collective defence|collective defense|casus foederis|security guarantee|treaty ally|"
     "come to the|join nato|article five|non-aggression|同盟|结盟|联盟|盟友|盟国|"
     "共同防御|集体防御|互不侵犯|安全保证"},
    {"agreement", "agreement|memorandum|protocol|framework agreement|cooperation agreement|"
                  "defence cooperation|defense cooperation|understanding|status of force|签署|协定|"
                  "备忘录|框架协议|防务合作|议定书|协议"},
    {"exercise", "exercise|drill|war game|manoeuvre|maneuver|joint patrol|wargame|live-fire|vostok|"
                 "joint training|演习|演练|军演|联演|联合训练|实弹|联合巡航|操演"},
    {"transfer",
     "deliver|delivery|arms sale|fighter|fighter jet|submarine|air defence system|"
     "air defense system|missile system|licence|license production|aircraft engine|"
     "helicopter|tank|frigate|arms import|arms export|order for|contract for|squadron|交付|"
     "战机|潜艇|防空系统|军售|直升机|护卫舰|发动机|武器|导弹系统|"
     "采购|订购"},
    {"deployment",
     "base|troop|station|garrison|deploy|contingent|naval base|air base|soldier|brigade|"
     "battalion|warship|carrier|rotational|host troop|驻军|基地|部署|派驻|驻扎|"
     "进驻|旅|营|航母|军舰|驻有"},
    {"exchange",
     "officer|cadet|academy|academies|study at|defence attache|defense minister visit|"
     "port call|visit|delegation|staff talk|training course|war college|exchange programme|"
     "hotline|port visit|军官|学员|军校|院校|留学|访问|代表团|交流|互访|"
     "热线|深造|培训"},
    {"dispute",
     "dispute|border clash|border|skirmish|incursion|territorial|collide|intercept|airspace|"
     "standoff|claim over|islands|clash|fire on|ram|争端|领土|边境|对峙|越境|岛|"
     "拦截|领空|冲突|争议|撞"},
    {"rivalry", "rival|rivalry|adversary|enemy|compete|competition|arms race|contest|hostility|"
                "containment|contain|encircle|sphere of influence|counter|对手|竞争|敌人|宿敌|"
                "军备竞赛|遏制|围堵|势力范围|角逐|较量|争夺"},
    {"sanction",
     "sanction|embargo|blacklist|export control|tariff|punitive|restrict|boycott|asset|ban|"
     "制裁|禁运|出口管制|关税|惩罚|抵制|限制"},
    {"trade",
     "trade|export|import|gas|oil|pipeline|market|reliant|dependence|dependent|depend|buyer|"
     "invest|economy|revenue|energy|rely|grain|贸易|出口|进口|天然气|石油|管道|"
     "市场|依赖|经济|能源|收入|粮食|投资"},
    {"threat", "threat|threaten|warn|danger|fear|attack if|retaliate|ultimatum|consequence|aim at|"
               "target|menace|suspicion|alarm|威胁|警告|报复|后果|瞄准|危险|扬言|恐吓"},
    {"trust", "trust|distrust|mistrust|suspicious|suspicion|friend|friendship|confidence|faith|"
              "reliable|betray|wary|doubt|partner|honest|信任|互信|不信任|猜疑|友谊|信赖|"
              "背叛|可靠|友好|戒心|怀疑"},
    {"interest", "interest|want|seek|intend|aim|goal|hope|plan|strategy|ambition|national interest|"
                 "desire|prefer|objective|align|利益|意图|目标|希望|打算|战略|野心|想要|"
                 "谋求|意在|旨在"},
    /* Modality and voice */
    {"not", "not|no|never|neither|nor|n't|without|cannot|lack|不|没有|未|并非|绝不|从未|"
            "没|无"},
    {"may", "may|might|could|perhaps|possibly|likely|probably|appear|seem|可能|或许|也许|"
            "似乎|恐怕"},
    {"will", "will|shall|would|going to|expect|expected|future|soon|将|会|预计|即将|未来|"
             "有望"},
    {"if", "if|unless|should|in the event|were to|provided that|如果|若|假如|倘若|一旦|"
           "除非|要是"},
    {"be", "be|is|are|was|were|been|being|get|got|被|遭|受|受到|遭到|为"},
    {"by", "by|由|让|给"},
    {"with", "with|together with|and|alongside|与|和|同|跟|及"},
    {"against", "against|对|向|针对|反"},
    {NULL, NULL},
};
