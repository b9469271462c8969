//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/commission_paid.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/commission_line.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'commission_statement.g.dart';

/// closing = opening + earned - taken_back - paid - tax_withheld, to the line.
///
/// Properties:
/// * [agentId]
/// * [of_] - Whose, in words.
/// * [currency]
/// * [to]
/// * [opening] - Owed when the first day began.
/// * [lines]
/// * [payouts]
/// * [earned]
/// * [takenBack] - Of payments that were reversed.
/// * [paid]
/// * [taxWithheld]
/// * [closing] - Owed when the last day ended.
/// * [from]
@BuiltValue()
abstract class CommissionStatement implements Built<CommissionStatement, CommissionStatementBuilder> {
  @BuiltValueField(wireName: r'agent_id')
  String get agentId;

  /// Whose, in words.
  @BuiltValueField(wireName: r'of')
  String get of_;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'to')
  Date get to;

  /// Owed when the first day began.
  @BuiltValueField(wireName: r'opening')
  String get opening;

  @BuiltValueField(wireName: r'lines')
  BuiltList<CommissionLine> get lines;

  @BuiltValueField(wireName: r'payouts')
  BuiltList<CommissionPaid> get payouts;

  @BuiltValueField(wireName: r'earned')
  String get earned;

  /// Of payments that were reversed.
  @BuiltValueField(wireName: r'taken_back')
  String get takenBack;

  @BuiltValueField(wireName: r'paid')
  String get paid;

  @BuiltValueField(wireName: r'tax_withheld')
  String get taxWithheld;

  /// Owed when the last day ended.
  @BuiltValueField(wireName: r'closing')
  String get closing;

  @BuiltValueField(wireName: r'from')
  Date get from;

  CommissionStatement._();

  factory CommissionStatement([void updates(CommissionStatementBuilder b)]) = _$CommissionStatement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CommissionStatementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CommissionStatement> get serializer => _$CommissionStatementSerializer();
}

class _$CommissionStatementSerializer implements PrimitiveSerializer<CommissionStatement> {
  @override
  final Iterable<Type> types = const [CommissionStatement, _$CommissionStatement];

  @override
  final String wireName = r'CommissionStatement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CommissionStatement object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'agent_id';
    yield serializers.serialize(
      object.agentId,
      specifiedType: const FullType(String),
    );
    yield r'of';
    yield serializers.serialize(
      object.of_,
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
      specifiedType: const FullType(Date),
    );
    yield r'opening';
    yield serializers.serialize(
      object.opening,
      specifiedType: const FullType(String),
    );
    yield r'lines';
    yield serializers.serialize(
      object.lines,
      specifiedType: const FullType(BuiltList, [FullType(CommissionLine)]),
    );
    yield r'payouts';
    yield serializers.serialize(
      object.payouts,
      specifiedType: const FullType(BuiltList, [FullType(CommissionPaid)]),
    );
    yield r'earned';
    yield serializers.serialize(
      object.earned,
      specifiedType: const FullType(String),
    );
    yield r'taken_back';
    yield serializers.serialize(
      object.takenBack,
      specifiedType: const FullType(String),
    );
    yield r'paid';
    yield serializers.serialize(
      object.paid,
      specifiedType: const FullType(String),
    );
    yield r'tax_withheld';
    yield serializers.serialize(
      object.taxWithheld,
      specifiedType: const FullType(String),
    );
    yield r'closing';
    yield serializers.serialize(
      object.closing,
      specifiedType: const FullType(String),
    );
    yield r'from';
    yield serializers.serialize(
      object.from,
      specifiedType: const FullType(Date),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CommissionStatement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CommissionStatementBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'agent_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.agentId = valueDes;
          break;
        case r'of':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.of_ = valueDes;
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
            specifiedType: const FullType(Date),
          ) as Date;
          result.to = valueDes;
          break;
        case r'opening':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.opening = valueDes;
          break;
        case r'lines':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(CommissionLine)]),
          ) as BuiltList<CommissionLine>;
          result.lines.replace(valueDes);
          break;
        case r'payouts':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(CommissionPaid)]),
          ) as BuiltList<CommissionPaid>;
          result.payouts.replace(valueDes);
          break;
        case r'earned':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.earned = valueDes;
          break;
        case r'taken_back':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.takenBack = valueDes;
          break;
        case r'paid':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.paid = valueDes;
          break;
        case r'tax_withheld':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.taxWithheld = valueDes;
          break;
        case r'closing':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.closing = valueDes;
          break;
        case r'from':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.from = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CommissionStatement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CommissionStatementBuilder();
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


