//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/line_totals.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/settled_line.dart';
import 'package:gopay_client/src/model/settlement_facts.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settlement_statement.g.dart';

/// A settlement to the line: the lines' net less `reserved`, with `released`, is the settlement's net.
///
/// Properties:
/// * [settlement]
/// * [lines]
/// * [totals]
@BuiltValue()
abstract class SettlementStatement implements Built<SettlementStatement, SettlementStatementBuilder> {
  @BuiltValueField(wireName: r'settlement')
  SettlementFacts get settlement;

  @BuiltValueField(wireName: r'lines')
  BuiltList<SettledLine> get lines;

  @BuiltValueField(wireName: r'totals')
  LineTotals get totals;

  SettlementStatement._();

  factory SettlementStatement([void updates(SettlementStatementBuilder b)]) = _$SettlementStatement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SettlementStatementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SettlementStatement> get serializer => _$SettlementStatementSerializer();
}

class _$SettlementStatementSerializer implements PrimitiveSerializer<SettlementStatement> {
  @override
  final Iterable<Type> types = const [SettlementStatement, _$SettlementStatement];

  @override
  final String wireName = r'SettlementStatement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SettlementStatement object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'settlement';
    yield serializers.serialize(
      object.settlement,
      specifiedType: const FullType(SettlementFacts),
    );
    yield r'lines';
    yield serializers.serialize(
      object.lines,
      specifiedType: const FullType(BuiltList, [FullType(SettledLine)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(LineTotals),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SettlementStatement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SettlementStatementBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'settlement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettlementFacts),
          ) as SettlementFacts;
          result.settlement.replace(valueDes);
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(SettledLine)]),
          ) as BuiltList<SettledLine>;
          result.lines.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(LineTotals),
          ) as LineTotals;
          result.totals.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SettlementStatement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SettlementStatementBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


