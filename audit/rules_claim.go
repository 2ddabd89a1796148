package audit

// Rules of the claims that no rule of the catalogue covers: what a document asserts itself.
func init() {
	basis := Words{"文件自身的陈述", "what the document itself states"}
	register(
		Rule{ID: "CLM-SUM", Category: Sum, Severity: Error, Title: Words{"写明的合计等于各项之和", "a stated total equals its parts"}, Basis: basis,
			Example: Words{"共10万元，包括甲4万元、乙5万元：相加是9万元", "10 in all, of A 4 and B 5: they add up to 9"}},
		Rule{ID: "CLM-DIFF", Category: Difference, Severity: Error, Title: Words{"写明的增减额等于两数之差", "a stated change equals the difference"}, Basis: basis,
			Example: Words{"100万元，较上年90万元增加12万元：相差10万元", "100 against 90 is 10 more, not 12"}},
		Rule{ID: "CLM-PCT", Category: Percent, Severity: Error, Title: Words{"写明的增减率等于增减额除以基数", "a stated rate of change is change over base"}, Basis: basis,
			Example: Words{"41万元，减少19万元，下降43.78%：19÷60=31.67%", "19 of 60 is 31.67%, not 43.78%"}},
		Rule{ID: "CLM-SHARE", Category: Percent, Severity: Error, Title: Words{"写明的占比等于部分除以总数", "a stated share is part over whole"}, Basis: basis,
			Example: Words{"6.28万元，共6.28万元，占34.88%：应为100%", "6.28 of 6.28 is 100%"}},
		Rule{ID: "CLM-RATE", Category: Percent, Severity: Error, Title: Words{"写明的完成率等于完成数除以预算数", "a stated completion rate is outturn over budget"}, Basis: basis,
			Example: Words{"预算18万元，完成6.28万元，完成34.89%", "6.28 of 18 is 34.89%"}},
		Rule{ID: "CLM-SAME", Category: CrossReference, Severity: Error, Title: Words{"同一个数前后一致", "one figure has one value"}, Basis: basis,
			Example: Words{"安排56.12万元……2026年预算安排57.8万元", "56.12 here, 57.8 there"}},
		Rule{ID: "CLM-DIR", Category: Difference, Severity: Error, Title: Words{"增减方向与数字一致", "the direction word agrees with the figures"}, Basis: basis,
			Example: Words{"今年8万元，上年9万元，写作“增加”", "8 after 9 is no rise"}},
		Rule{ID: "CLM-ABSENT", Category: CrossReference, Severity: Error, Title: Words{"写明没有的，别处也没有", "what is said to be absent is absent"}, Basis: basis,
			Example: Words{"“无政府采购”而采购表有数", "“no procurement” beside a filled table"}},
	)
}
