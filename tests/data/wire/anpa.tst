W2870_europ
u i BC-EU--FerryAground 2ndLd   03-05 1049
^BC-EU--Ferry Aground, 2nd Ld-Writethru,466<
^Ferry runs aground near Oslo <
^AP Photo XNP101, XNP102<
^Eds: Adds captain.<
^By ANN BEE and CY DEE=
^Associated Press=
	   OSLO, Norway (AP) _ A ferry ran aground on Tuesday. 
 
	   ``We were lucky _ all of us,'' the captain said.
^Ships=
Oslo;12;3 
	   ___

	   AP-WF-03-05-24 1509GMT<


