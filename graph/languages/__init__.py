"""The catalogues, one for each language that texts were translated into: fr.po, fa.po …"""
