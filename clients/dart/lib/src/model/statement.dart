//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/statement_line.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/statement_totals.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'statement.g.dart';

/// The available money of a wallet over a period: opening + in - out = closing.
///
/// Properties:
/// * [from] - From this moment on.
/// * [walletId]
/// * [currency]
/// * [to] - Before this moment.
/// * [timeZone] - In whose days dates were read.
/// * [madeAt]
/// * [opening]
/// * [closing]
/// * [count] - How many lines.
/// * [lines]
/// * [totals]
@BuiltValue()
abstract class Statement implements Built<Statement, StatementBuilder> {
  /// From this moment on.
  @BuiltValueField(wireName: r'from')
  DateTime get from;

  @BuiltValueField(wireName: r'wallet_id')
  String get walletId;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Before this moment.
  @BuiltValueField(wireName: r'to')
  DateTime get to;

  /// In whose days dates were read.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  @BuiltValueField(wireName: r'made_at')
  DateTime get madeAt;

  @BuiltValueField(wireName: r'opening')
  String get opening;

  @BuiltValueField(wireName: r'closing')
  String get closing;

  /// How many lines.
  @BuiltValueField(wireName: r'count')
  int get count;

  @BuiltValueField(wireName: r'lines')
  BuiltList<StatementLine> get lines;

  @BuiltValueField(wireName: r'totals')
  StatementTotals get totals;

  Statement._();

  factory Statement([void updates(StatementBuilder b)]) = _$Statement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StatementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Statement> get serializer => _$StatementSerializer();
}

class _$StatementSerializer implements PrimitiveSerializer<Statement> {
  @override
  final Iterable<Type> types = const [Statement, _$Statement];

  @override
  final String wireName = r'Statement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Statement object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'from';
    yield serializers.serialize(
      object.from,
      specifiedType: const FullType(DateTime),
    );
    yield r'wallet_id';
    yield serializers.serialize(
      object.walletId,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(DateTime),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'made_at';
    yield serializers.serialize(
      object.madeAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'opening';
    yield serializers.serialize(
      object.opening,
      specifiedType: const FullType(String),
    );
    yield r'closing';
    yield serializers.serialize(
      object.closing,
      specifiedType: const FullType(String),
    );
    yield r'count';
    yield serializers.serialize(
      object.count,
      specifiedType: const FullType(int),
    );
    yield r'lines';
    yield serializers.serialize(
      object.lines,
      specifiedType: const FullType(BuiltList, [FullType(StatementLine)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(StatementTotals),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Statement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StatementBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'from':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.from = valueDes;
          break;
        case r'wallet_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.walletId = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.to = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'made_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.madeAt = valueDes;
          break;
        case r'opening':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.opening = valueDes;
          break;
        case r'closing':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.closing = valueDes;
          break;
        case r'count':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.count = valueDes;
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(StatementLine)]),
          ) as BuiltList<StatementLine>;
          result.lines.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(StatementTotals),
          ) as StatementTotals;
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
  Statement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StatementBuilder();
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


