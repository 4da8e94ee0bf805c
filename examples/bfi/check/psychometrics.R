# Computes, without Gearbox, the item statistics and reliabilities that this example is held to.
# Run in examples/bfi:  Rscript check/psychometrics.R     (needs the CRAN package `psych`)
# Writes psychometrics.csv: for everybody (no gender) and for each gender.
suppressPackageStartupMessages(library(psych))

bfi <- read.csv("bfi.csv", check.names = FALSE)
keys <- read.csv("bfi-keys.csv")
for (item in keys$item[keys$key < 0]) bfi[[item]] <- 7 - bfi[[item]]

rows <- list()
note <- function(gender, node, question, column, value)
  rows[[length(rows) + 1]] <<- data.frame(gender, node, question, column, value = sprintf("%.17g", value))

# ICC(1) and ICC(2) of person means by education, of those with three answers or more. psych's statsBy takes the mean
# size of groups for k, which is the same only for groups of one size.
groups <- function(answers, education) {
  enough <- rowSums(!is.na(answers)) >= 3 & !is.na(education)
  data <- data.frame(score = rowMeans(answers, na.rm = TRUE), education = factor(education))[enough, ]
  ms <- summary(aov(score ~ education, data))[[1]][["Mean Sq"]]
  n <- table(data$education)
  k <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  c(groups = length(n), icc1 = (ms[1] - ms[2]) / (ms[1] + (k - 1) * ms[2]), icc2 = (ms[1] - ms[2]) / ms[1])
}

# Omega total of one factor: loadings by fa's minres, made exact by a few steps of optim.
omega_total <- function(answers) {
  r <- cor(answers, use = "pairwise")
  residual <- function(l) sum((r - outer(l, l))[lower.tri(r)]^2)
  l <- optim(as.numeric(fa(r, 1, fm = "minres")$loadings), residual, method = "BFGS",
             control = list(reltol = 1e-16, maxit = 10000))$par
  sum(l)^2 / (sum(l)^2 + sum(1 - l^2))
}

for (gender in c("", "man", "woman")) {
  people <- if (gender == "") bfi else bfi[bfi$gender == match(gender, c("man", "woman")), ]
  for (node in unique(keys$scale)) {
    answers <- people[, keys$item[keys$scale == node]]
    found <- suppressWarnings(alpha(answers))
    note(gender, node, "", "k", ncol(answers))
    note(gender, node, "", "n", sum(rowSums(!is.na(answers)) > 0))
    note(gender, node, "", "alpha_pairwise", found$total$raw_alpha)
    complete <- answers[complete.cases(answers), ]
    note(gender, node, "", "complete", nrow(complete))
    note(gender, node, "", "alpha_complete", suppressWarnings(alpha(complete))$total$raw_alpha)
    note(gender, node, "", "omega", omega_total(answers))
    icc <- groups(answers, people$education)
    for (column in names(icc)) note(gender, node, "", column, icc[[column]])
    for (item in colnames(answers)) {
      note(gender, node, item, "n", found$item.stats[item, "n"])
      note(gender, node, item, "mean", found$item.stats[item, "mean"])
      note(gender, node, item, "sd", found$item.stats[item, "sd"])
      note(gender, node, item, "item_rest", found$item.stats[item, "r.drop"])
      note(gender, node, item, "alpha_without", found$alpha.drop[item, "raw_alpha"])
    }
  }
}
write.csv(do.call(rbind, rows), "psychometrics.csv", row.names = FALSE, quote = FALSE)
