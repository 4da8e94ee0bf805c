" Vim syntax file
" Language: Gear

if exists('b:current_syntax')
  finish
endif

" The keywords. Those that a name or a condition follows, those that stand alone or before a text, number or brace,
" those that nothing follows; the words of expressions, which are never names.
let s:takers = 'on|framework|gear|tag|lookfor|theme|dimension|wave|source|scale|absent|survey|section|question|open|walkthrough|observe|rate|scoring|rubric|criterion|progression|strand|level|goal|reach|crosswalk|resource|playlist|kind|teaches|role|plan|focus|task|carries|owner|raises|after|adapts|without|amend|data|define|show|explain|since|answers|expect|weight|formerly|within|layers|from|for|as|per|also|value|favourable|asks|unit|until|was|rescale|bands|when|using|requires|needs|across|sources|ignore|unlisted|number|of|by|under|toward|where|select|derive|sort|take|group|join|pivot|chart|bars|distribution|heatmap|lines|sparklines|compare|paired|via'
let s:others = 'import|depth|url|minutes|vetted|hide|test|settings|available|effort|start|due|steps|cases|program|error|warning|note|version|license|builds|invited|single|mastered|keep|column|columns'
let s:bare = 'win|reverse|comparable|weighted|all'
let s:relations = 'same|covers|part|related|confidence'
let s:steps = 'to|move|up|stay'
let s:trial = 'what|if'
let s:operators = 'and|or|not|in|is'
let s:constants = 'missing|hidden|true|false'

function! s:Words(list) abort
  return '<%(' . a:list . ')>'
endfunction

" Not a name: a word of expressions, or `column` before a text. (\v: as in most other programs' expressions.)
let s:reserved = s:Words(s:operators . '|' . s:constants)
let s:name = '%(' . s:reserved . "|<columns=\\s*[\"'“”„«»‘’‚`])@!<\\h\\w*"
let s:begins = '%([^{"/]|"%([^"\\]|\\.)*"|/[/]@!)*\{'

syntax case match
syntax sync fromstart

" Of what begins at the same place, Vim takes what is defined last.
syntax match gearName '\<\h\w*'
syntax match gearGiven '\<\h\w*' contained
execute 'syntax match gearKeyword /\v' . s:Words(s:takers . '|' . s:others) . '%(\s*%([=:<>,)\]|+*]|!\=|\/\/@!|\.\.@!)|\()@!/'
execute 'syntax match gearKeyword /\v' . s:Words(s:bare) . '%(\s*[.:])@!/'
execute 'syntax match gearKeyword /\v' . s:Words(s:takers) . '\ze\s+' . s:name . '/ nextgroup=gearArgument skipwhite'
syntax match gearKeyword /\v<section\ze\s+scale>/
execute 'syntax match gearKeyword /\v<for\ze\s+%(dimension|invited|plan)\s+' . s:name . '/ nextgroup=gearFor skipwhite'
syntax match gearFor /\v<%(dimension|invited|plan)>/ contained nextgroup=gearArgument skipwhite
execute 'syntax match gearKeyword /\v<%(show|expect)\ze\s+%(compare|crosswalk)\s+%(<%(of|by|for|under|across|paired|via)>)@!' . s:name . '/ nextgroup=gearFinding skipwhite'
execute 'syntax match gearKeyword /\v<expect\ze\s+%(error|warning|note)\s+%(<%(of|by|for|under|within)>)@!' . s:name . '/ nextgroup=gearFinding skipwhite'
syntax match gearKeyword /\v<to\ze\s+%(move\s+up|stay)>/ nextgroup=gearStep skipwhite
syntax match gearKeyword /\v%(<from\s+\h\w*\s+)@<=to>\ze\s+\h/ nextgroup=gearArgument skipwhite
syntax match gearKeyword /\v<what\ze\s+if\s*\{/ nextgroup=gearStep skipwhite
syntax match gearStep /\v<%(move|up|stay|if)>/ contained nextgroup=gearStep skipwhite
syntax match gearFinding /\v<%(error|warning|note|compare|crosswalk)>/ contained nextgroup=gearArgument skipwhite
execute 'syntax match gearName /\v' . s:name . '\ze\s*%(\=\=@!|:)/'
execute 'syntax match gearKeyword /\v<%(question|number)\ze\s+\h\w*\s*:/ nextgroup=gearArgument skipwhite'
execute 'syntax match gearArgument /\v' . s:name . '/ contained'
execute 'syntax match gearOperator /\v' . s:Words(s:operators) . '/ nextgroup=gearArgument skipwhite'
execute 'syntax match gearConstant /\v' . s:Words(s:constants) . '/'

syntax match gearSign /[{\])|]/
syntax match gearClosing /}/
syntax match gearSign /\v[(\[,:.=<>*+\-\/]|-\>|\.\.|\*\*|\=\=|!\=|\<\=|\>\=/ nextgroup=gearArgument skipwhite
syntax match gearSign /\v\.\*{1,2}/
syntax match gearError /\.\{3,}/

syntax match gearNumber /\v\d+%(\.\d+)=%(\%|%(\w|\.\.@!)+)=/
syntax match gearNumber /\v\d+%(\.\d+){2,}%(\w|\.\.@!)*/
syntax match gearNumber /\v\d{4}-\d%(\w|-\d@=)*/
syntax match gearNumber /\v%([A-Za-z0-9_).])@1<!\.\d%(\w|\.\.@!)*/

syntax match gearText /\v[“”„«»][^“”„«»]*[“”„«»]/
syntax match gearText /\v['‘’‚`][^'‘’‚`]*['‘’‚`]/
syntax region gearText start=/"/ end=/"/ oneline contains=gearEscape,gearNoEscape
syntax region gearText start=/\v"%(%([^"\\]|\\.)*\\=$)@=/ end=/\v%(\s*\{\s*$)@=|$/ oneline contains=gearEscape,gearNoEscape
syntax region gearText start=/"""/ end=/"""/ contains=gearEscape,gearNoEscape
syntax match gearNoEscape /\\./ contained
syntax match gearEscape /\v\\%(["\\n]|u\{%(0{,2}[dD][89a-fA-F]\x{2}\})@!%(10|0\x|\x)=\x{1,4}\})/ contained

syntax match gearComment +//.*$+
syntax match gearDoc +\v%(^\s*)@<=///[/]@!.*$+

" Bodies in which most words are names.
syntax cluster gearPlain contains=gearComment,gearDoc,gearText,gearNumber,gearSign,gearArgument
execute 'syntax region gearScale start=/\v^\s*scale\s+\h\w*' . escape('%(' . s:begins . ')@=', '/') . '/ matchgroup=gearSign end=/}/ contains=@gearPlain,gearScaleHead,gearScaleWord,gearPoint,gearOperator,gearConstant'
syntax match gearScaleWord /\v<%(also|value|formerly)>/ contained
syntax match gearScaleWord /\v<absent>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
syntax match gearPoint /\v^\s*\zs\h\w*/ contained
syntax match gearScaleWord /\v^\s*\zsabsent>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
syntax match gearScaleWord /\v<favourable>%(\s*")@!/ contained
syntax match gearScaleHead /\v^\s*scale>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
execute 'syntax region gearTheme start=/\v^\s*theme\s+\h\w*' . escape('%(' . s:begins . ')@=', '/') . '/ matchgroup=gearSign end=/}/ contains=@gearPlain,gearPoint,gearThemeHead'
syntax match gearThemeHead /\v^\s*theme>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
execute 'syntax region gearCrosswalk start=/\v^\s*crosswalk\s+\h\w*' . escape('%(' . s:begins . ')@=', '/') . '/ matchgroup=gearSign end=/}/ contains=@gearPlain,gearPoint,gearCrosswalkHead,gearRelation'
syntax match gearCrosswalkHead /\v^\s*crosswalk>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
syntax match gearCrosswalkHead /\v%([0-9A-Za-z_"]\s+)@<=%(from|to)>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
syntax match gearRelation /\v%([0-9A-Za-z_*]\s+)@<=%(same|covers|related)>\ze\s+\h/ contained nextgroup=gearArgument skipwhite
syntax match gearRelation /\v%([0-9A-Za-z_*]\s+)@<=part\ze\s+of\s+\h/ contained nextgroup=gearRelationOf skipwhite
syntax match gearRelationOf /\v<of>/ contained nextgroup=gearArgument skipwhite
syntax match gearRelation /\v%([0-9A-Za-z_"]\s+)@<=confidence>/ contained nextgroup=gearArgument skipwhite
syntax region gearRows matchgroup=gearSign start=/{/ end=/}/ contained contains=@gearPlain,gearOperator,gearConstant,gearGiven
syntax region gearTest matchgroup=gearSign start=/\v%(<test\s*"%([^"\\]|\\.)*"\s*)@<=\{/ end=/}/ contains=gearComment,gearDoc,gearText,gearNumber,gearSign,gearError,gearName,gearKeyword,gearOperator,gearConstant,gearRows,gearAnswers
syntax region gearAnswers matchgroup=gearSign start=/\v%(<answers\s+\h[0-9A-Za-z_.]*\s*)@<=\{/ end=/}/ contains=@gearPlain,gearAnswers,gearMapping,gearPoint,gearOperator,gearConstant,gearGiven
syntax region gearMapping matchgroup=gearSign start=/{/ end=/}/ contained contains=@gearPlain,gearMapping,gearOperator,gearConstant,gearGiven

highlight default link gearComment Comment
highlight default link gearDoc SpecialComment
highlight default link gearText String
highlight default link gearEscape SpecialChar
highlight default link gearNoEscape Error
highlight default link gearNumber Number
highlight default link gearConstant Constant
highlight default link gearKeyword Keyword
highlight default link gearFinding Keyword
highlight default link gearFor Keyword
highlight default link gearStep Keyword
highlight default link gearScaleHead Keyword
highlight default link gearScaleWord Keyword
highlight default link gearThemeHead Keyword
highlight default link gearCrosswalkHead Keyword
highlight default link gearRelation Keyword
highlight default link gearRelationOf Keyword
highlight default link gearOperator Operator
highlight default link gearError Error

let b:current_syntax = 'gear'
