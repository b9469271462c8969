//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/evidence.dart';
import 'package:gopay_client/src/model/dispute_party.dart';
import 'package:gopay_client/src/model/dispute_reason_enum.dart';
import 'package:gopay_client/src/model/side_enum.dart';
import 'package:gopay_client/src/model/dispute_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'dispute.g.dart';

/// A dispute as one of its sides sees it (for the schema; `dispute_answer` writes it).
///
/// Properties:
/// * [id]
/// * [transactionId]
/// * [reference] - The payment's.
/// * [side] - Which side of it you are.  * `payer` - payer * `payee` - payee
/// * [state]
/// * [payer]
/// * [payee]
/// * [reason]
/// * [statement]
/// * [answer]
/// * [amount] - What is disputed.
/// * [held] - What of it was put aside when it was opened.
/// * [paidBack] - What a decision for the payer gave them.
/// * [shortfall] - What of that decision the payee did not have.
/// * [currency]
/// * [refundTransactionId]
/// * [decisionReason]
/// * [evidence] - Your own pictures; the other side's are for operators.
/// * [openedAt]
/// * [answerBy] - Until when the payee may answer.
/// * [decideBy] - Until when an operator decides.
/// * [answeredAt]
/// * [decidedAt]
@BuiltValue()
abstract class Dispute implements Built<Dispute, DisputeBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'transaction_id')
  String get transactionId;

  /// The payment's.
  @BuiltValueField(wireName: r'reference')
  String get reference;

  /// Which side of it you are.  * `payer` - payer * `payee` - payee
  @BuiltValueField(wireName: r'side')
  SideEnum get side;
  // enum sideEnum {  payer,  payee,  };

  @BuiltValueField(wireName: r'state')
  DisputeStateEnum get state;
  // enum stateEnum {  OPEN,  ANSWERED,  UNDER_REVIEW,  DECIDED_FOR_PAYER,  DECIDED_FOR_PAYEE,  WITHDRAWN,  };

  @BuiltValueField(wireName: r'payer')
  DisputeParty get payer;

  @BuiltValueField(wireName: r'payee')
  DisputeParty get payee;

  @BuiltValueField(wireName: r'reason')
  DisputeReasonEnum get reason;
  // enum reasonEnum {  NOT_RECEIVED,  WRONG_AMOUNT,  WRONG_PERSON,  UNAUTHORISED,  DUPLICATE,  OTHER,  };

  @BuiltValueField(wireName: r'statement')
  String get statement;

  @BuiltValueField(wireName: r'answer')
  String get answer;

  /// What is disputed.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// What of it was put aside when it was opened.
  @BuiltValueField(wireName: r'held')
  String get held;

  /// What a decision for the payer gave them.
  @BuiltValueField(wireName: r'paid_back')
  String? get paidBack;

  /// What of that decision the payee did not have.
  @BuiltValueField(wireName: r'shortfall')
  String? get shortfall;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'refund_transaction_id')
  String? get refundTransactionId;

  @BuiltValueField(wireName: r'decision_reason')
  String get decisionReason;

  /// Your own pictures; the other side's are for operators.
  @BuiltValueField(wireName: r'evidence')
  BuiltList<Evidence> get evidence;

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  /// Until when the payee may answer.
  @BuiltValueField(wireName: r'answer_by')
  DateTime get answerBy;

  /// Until when an operator decides.
  @BuiltValueField(wireName: r'decide_by')
  DateTime get decideBy;

  @BuiltValueField(wireName: r'answered_at')
  DateTime? get answeredAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  Dispute._();

  factory Dispute([void updates(DisputeBuilder b)]) = _$Dispute;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DisputeBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Dispute> get serializer => _$DisputeSerializer();
}

class _$DisputeSerializer implements PrimitiveSerializer<Dispute> {
  @override
  final Iterable<Type> types = const [Dispute, _$Dispute];

  @override
  final String wireName = r'Dispute';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Dispute object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'transaction_id';
    yield serializers.serialize(
      object.transactionId,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'side';
    yield serializers.serialize(
      object.side,
      specifiedType: const FullType(SideEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(DisputeStateEnum),
    );
    yield r'payer';
    yield serializers.serialize(
      object.payer,
      specifiedType: const FullType(DisputeParty),
    );
    yield r'payee';
    yield serializers.serialize(
      object.payee,
      specifiedType: const FullType(DisputeParty),
    );
    yield r'reason';
    yield serializers.serialize(
      object.reason,
      specifiedType: const FullType(DisputeReasonEnum),
    );
    yield r'statement';
    yield serializers.serialize(
      object.statement,
      specifiedType: const FullType(String),
    );
    yield r'answer';
    yield serializers.serialize(
      object.answer,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'held';
    yield serializers.serialize(
      object.held,
      specifiedType: const FullType(String),
    );
    yield r'paid_back';
    yield object.paidBack == null ? null : serializers.serialize(
      object.paidBack,
      specifiedType: const FullType.nullable(String),
    );
    yield r'shortfall';
    yield object.shortfall == null ? null : serializers.serialize(
      object.shortfall,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'refund_transaction_id';
    yield object.refundTransactionId == null ? null : serializers.serialize(
      object.refundTransactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'decision_reason';
    yield serializers.serialize(
      object.decisionReason,
      specifiedType: const FullType(String),
    );
    yield r'evidence';
    yield serializers.serialize(
      object.evidence,
      specifiedType: const FullType(BuiltList, [FullType(Evidence)]),
    );
    yield r'opened_at';
    yield serializers.serialize(
      object.openedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'answer_by';
    yield serializers.serialize(
      object.answerBy,
      specifiedType: const FullType(DateTime),
    );
    yield r'decide_by';
    yield serializers.serialize(
      object.decideBy,
      specifiedType: const FullType(DateTime),
    );
    yield r'answered_at';
    yield object.answeredAt == null ? null : serializers.serialize(
      object.answeredAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Dispute object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DisputeBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.transactionId = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'side':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SideEnum),
          ) as SideEnum;
          result.side = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisputeStateEnum),
          ) as DisputeStateEnum;
          result.state = valueDes;
          break;
        case r'payer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisputeParty),
          ) as DisputeParty;
          result.payer.replace(valueDes);
          break;
        case r'payee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisputeParty),
          ) as DisputeParty;
          result.payee.replace(valueDes);
          break;
        case r'reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DisputeReasonEnum),
          ) as DisputeReasonEnum;
          result.reason = valueDes;
          break;
        case r'statement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.statement = valueDes;
          break;
        case r'answer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.answer = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'held':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.held = valueDes;
          break;
        case r'paid_back':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.paidBack = valueDes;
          break;
        case r'shortfall':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.shortfall = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'refund_transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.refundTransactionId = valueDes;
          break;
        case r'decision_reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.decisionReason = valueDes;
          break;
        case r'evidence':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Evidence)]),
          ) as BuiltList<Evidence>;
          result.evidence.replace(valueDes);
          break;
        case r'opened_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.openedAt = valueDes;
          break;
        case r'answer_by':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.answerBy = valueDes;
          break;
        case r'decide_by':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.decideBy = valueDes;
          break;
        case r'answered_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.answeredAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Dispute deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DisputeBuilder();
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


